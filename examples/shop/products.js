/** What the shop sells. Item names and parameters are GA4's. */
export const CURRENCY = 'EUR';

export const PRODUCTS = [
  {
    item_id: 'sandpiper',
    item_name: 'Sandpiper',
    item_category: 'shoes',
    price: 128,
    line: 'A light trail runner for wet sand and dry rock',
    about:
      'Runs low, drains fast, dries overnight. The lugs are short enough for the road to the trailhead and long enough for the way down.',
    facts: ['248 g at size 42', 'Recycled mesh, welded toe', 'Can be resoled twice'],
    drawing: 'runner',
    colours: { ground: '#f3ddd0', main: '#c8553a', trim: '#f6efe4', sole: '#2f3b35' },
  },
  {
    item_id: 'dunlin',
    item_name: 'Dunlin',
    item_category: 'shoes',
    price: 139,
    line: 'Suede lace-ups that soften with the miles',
    about:
      'Cut from one piece of tanned suede, so there is no seam to rub. Stiff for a day, yours by the end of the week.',
    facts: ['One-piece suede upper', 'Natural crepe sole', 'Made in small runs'],
    drawing: 'lowcut',
    colours: { ground: '#e6e3d3', main: '#6d7355', trim: '#d9c9a3', sole: '#c79f6b' },
  },
  {
    item_id: 'curlew',
    item_name: 'Curlew',
    item_category: 'shoes',
    price: 219,
    line: 'A leather boot for the long way home',
    about:
      'Oiled leather to the ankle, a stitched welt all the way round. Heavy in the hand, gone on the foot.',
    facts: ['2.4 mm oiled leather', 'Stitched welt', 'Sizes 35 to 48, half sizes too'],
    drawing: 'boot',
    colours: { ground: '#e9dccb', main: '#7a4a2b', trim: '#e3b778', sole: '#2a2420' },
  },
  {
    item_id: 'whimbrel',
    item_name: 'Whimbrel',
    item_category: 'shoes',
    price: 96,
    line: 'Felted slip-ons for the last mile, indoors',
    about:
      'Wool felt over cork. For the hut, the train, the kitchen. They fold flat and weigh next to nothing.',
    facts: ['Felted wool', 'Cork footbed', 'Folds flat'],
    drawing: 'slipon',
    colours: { ground: '#dbe4e6', main: '#4f6d7a', trim: '#e9e2d4', sole: '#d7b98b' },
  },
  {
    item_id: 'stint',
    item_name: 'Stint',
    item_category: 'bags',
    price: 115,
    line: 'A 22-litre daypack with nothing to snag',
    about:
      'One big room, one dry pocket, no straps that flap. Waxed canvas keeps its shape and your lunch dry.',
    facts: ['22 litres, 720 g', 'Waxed canvas', 'Mended free for ten years'],
    drawing: 'pack',
    colours: { ground: '#dfe5d6', main: '#55684a', trim: '#d8a657', sole: '#38452f' },
  },
  {
    item_id: 'godwit',
    item_name: 'Godwit',
    item_category: 'flasks',
    price: 32,
    line: 'Keeps tea hot past the second summit',
    about: 'Steel inside, enamel outside, a lid that is a cup. Twelve hours warm; we measured, in February.',
    facts: ['0.7 litres', 'Enamelled steel', 'Every part can be replaced'],
    drawing: 'flask',
    colours: { ground: '#f1e4c8', main: '#d9942f', trim: '#f7f1e3', sole: '#8c5a1e' },
  },
  {
    item_id: 'turnstone',
    item_name: 'Turnstone',
    item_category: 'socks',
    price: 19,
    line: 'Merino socks without a toe seam',
    about: 'Knitted round, so that there is nothing to feel. Thick under the heel, thin over the arch.',
    facts: ['80 % merino', 'No toe seam', 'Sold in pairs, mended singly'],
    drawing: 'socks',
    colours: { ground: '#f0d9d6', main: '#a8473f', trim: '#f4e9dc', sole: '#7c2f2a' },
  },
  {
    item_id: 'knot',
    item_name: 'Knot',
    item_category: 'hats',
    price: 34,
    line: 'A rain cap that fits in a fist',
    about:
      'A stiff peak and a crown that is not. Roll it, sit on it, forget it in a pocket until the weather turns.',
    facts: ['Waxed cotton', 'Folds to a fist', 'One size, with a tie'],
    drawing: 'cap',
    colours: { ground: '#d9e2ea', main: '#2f4a66', trim: '#e8ddc7', sole: '#1d3147' },
  },
];

export const productOf = (id) => PRODUCTS.find(({ item_id }) => item_id === id);

/** The part of a product that an event tells. */
export const itemOf = ({ item_id, item_name, item_category, price }, quantity = 1) => ({
  item_id,
  item_name,
  item_category,
  price,
  quantity,
});

const EURO = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: CURRENCY,
  trailingZeroDisplay: 'stripIfInteger',
});

export const money = (amount) => EURO.format(amount);
