export interface Bird {
  readonly id: string;
  readonly name: string;
  readonly group: 'plovers' | 'sandpipers' | 'curlews';
  readonly about: string;
  readonly bill: 'short' | 'medium' | 'long';
  readonly colour: string;
}

export const BIRDS: readonly Bird[] = [
  {
    id: 'ringed-plover',
    name: 'Ringed plover',
    group: 'plovers',
    bill: 'short',
    colour: '#b98b5e',
    about: 'Runs, stops, tilts. Feigns a broken wing to lead you away from the nest.',
  },
  {
    id: 'golden-plover',
    name: 'Golden plover',
    group: 'plovers',
    bill: 'short',
    colour: '#c9a13b',
    about: 'Flies from Alaska to Hawaii without a stop, in three to four days.',
  },
  {
    id: 'sanderling',
    name: 'Sanderling',
    group: 'sandpipers',
    bill: 'medium',
    colour: '#9aa4a6',
    about: 'Chases every wave down the beach and is chased back by it.',
  },
  {
    id: 'dunlin',
    name: 'Dunlin',
    group: 'sandpipers',
    bill: 'medium',
    colour: '#8a5a3c',
    about: 'Turns in flocks of thousands, white side, dark side, as one.',
  },
  {
    id: 'curlew',
    name: 'Curlew',
    group: 'curlews',
    bill: 'long',
    colour: '#77694f',
    about: 'Feels for lugworms with a bill as long as its leg. Its call is its name.',
  },
  {
    id: 'whimbrel',
    name: 'Whimbrel',
    group: 'curlews',
    bill: 'long',
    colour: '#6d6a5a',
    about: 'The curlew with a striped crown, and seven whistles.',
  },
];
