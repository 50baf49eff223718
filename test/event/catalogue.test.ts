import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/event/catalogue.js';
import { misfitsOf, propsSchemaOf } from '../../src/event/schema.js';
import { eventsPage } from './page.js';

const names = Object.keys(CATALOGUE);

describe('the catalogue', () => {
  test('has what GA4 has under its names, and what is captured', () => {
    const expected =
      'page_view user_engagement scroll click file_download view_search_results form_start form_submit form_abandon ' +
      'video_start video_progress video_complete session_start first_visit share view_item_list select_item view_item ' +
      'add_to_wishlist add_to_cart remove_from_cart view_cart begin_checkout add_shipping_info add_payment_info purchase ' +
      'refund select_promotion view_promotion article_view article_read sign_up login generate_lead feature_use ' +
      'message_delivered message_open message_click message_dismiss message_unsubscribe nps_score rating rage_click ' +
      'dead_click script_error quick_back element_engagement';
    expect(expected.split(' ').filter((name) => !names.includes(name))).toEqual([]);
  });

  test('uses words that the schemas know, and each event gives one', () => {
    for (const name of names) expect(propsSchemaOf(name), name).toBeDefined();
    expect(propsSchemaOf('constructor')).toBeUndefined();
  });

  // npm run docs writes it anew
  test('makes the page of documentation', async () => {
    await expect(eventsPage()).toMatchFileSnapshot('../../docs/events.md');
  });
});

describe('what does not fit is told with its place', () => {
  test.each<[string, object, string[]]>([
    ['purchase', { transaction_id: 'T-1', value: 3, items: [{ item_id: 7, price: 1.5 }] }, []],
    ['purchase', { transaction_id: 'T-1', own: { of: 'the site' } }, []],
    ['anything', { value: '3' }, []],
    ['constructor', {}, []],
    ['view_item', { value: undefined }, []],
    ['purchase', { value: 3 }, ['transaction_id: expected a text or a number, found nothing']],
    ['purchase', { transaction_id: 1, value: '3' }, ['value: expected a number, found a text']],
    [
      'view_item',
      { items: [{ price: 1 }, { price: '1', item_name: 3 }] },
      ['items.1.item_name: expected a text, found 3', 'items.1.price: expected a number, found a text'],
    ],
    ['view_item', { items: { item_id: 1 } }, ['items: expected a list, found an object']],
    ['view_item', { items: [null] }, ['items.0: expected an object, found null']],
    ['purchase', { transaction_id: 1, valeu: 3 }, ['valeu: is not known. Did you mean "value"?']],
    [
      'purchase',
      { transaction_id: 1, customer_type: 'old' },
      ['customer_type: expected new, returning, found a text'],
    ],
    ['help_feedback', { helpful: 'yes' }, ['helpful: expected true or false, found a text']],
    [
      'article_view',
      { article_id: '/a', article_tags: ['x', 1] },
      ['article_tags: expected a text or a list of texts, found a list'],
    ],
  ])('%s %j', (name, props, misfits) => {
    expect(misfitsOf(name, props).map(({ place, message }) => `${place}: ${message}`)).toEqual(misfits);
  });
});

describe('an editor', () => {
  test('completes names and properties of events, with what they mean', () => {
    const file = 'src/completion.ts';
    const text = `import { start } from './index.js';\nstart({}).track('purchase', {\n  \n});\nstart({}).track('');\n`;
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      types: [],
    };
    const service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [file],
      getScriptVersion: () => '1',
      getScriptSnapshot: (name) => {
        const found = name === file ? text : ts.sys.readFile(name);
        return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
      },
      getCurrentDirectory: () => process.cwd(),
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === file || ts.sys.fileExists(name),
      readFile: ts.sys.readFile,
    });
    const at = (place: number) =>
      service.getCompletionsAtPosition(file, place, {})?.entries.map(({ name }) => name);
    const inProps = text.indexOf('{\n  ') + 4;
    expect(at(text.indexOf("'')") + 1)).toEqual(expect.arrayContaining(['purchase', 'article_read']));
    expect(at(inProps)).toEqual(expect.arrayContaining(['transaction_id', 'value', 'items']));
    const details = service.getCompletionEntryDetails(
      file,
      inProps,
      'transaction_id',
      {},
      undefined,
      {},
      undefined,
    );
    expect(ts.displayPartsToString(details?.documentation)).toBe('The number of the order.');
  }, 60_000);
});
