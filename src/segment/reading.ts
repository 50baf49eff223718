import { WITH_PLAYS } from './play-grammar.js';

/** Makes one thing of every type of the grammar: a schema of one kind or another. */
export interface Maker<Made> {
  /** A plain type by its name, or a name in a part of the file: `@metrics`. */
  plain(name: string): Made;
  word(word: string): Made;
  /** At least one. */
  list(of: Made): Made;
  pair(of: Made): Made;
  dictionary(of: Made): Made;
  either(options: readonly Made[]): Made;
  /** A type of the grammar, which may hold itself. */
  named(name: string): Made;
  object(fields: readonly Field<Made>[]): Made;
  /** One of several objects, each known by its head. */
  forms(objects: ReadonlyMap<string, Made>, name: string): Made;
}

export interface Field<Made> {
  readonly key: string;
  readonly needed: boolean;
  readonly made: Made;
}

const readType = <Made>(type: string, maker: Maker<Made>): Made => {
  const options = type.split('|').map((option) => {
    const rest = option.slice(1);
    if (option[0] === "'") return maker.word(rest);
    if (option[0] === '[') return maker.list(readType(rest, maker));
    if (option[0] === '2') return maker.pair(readType(rest, maker));
    if (option[0] === '{') return maker.dictionary(readType(rest, maker));
    return option in WITH_PLAYS ? maker.named(option) : maker.plain(option);
  });
  return options.length > 1 ? maker.either(options) : (options[0] as Made);
};

/** Reads a type of the grammar by its name. */
export const read = <Made>(name: string, maker: Maker<Made>): Made => {
  const type = WITH_PLAYS[name] as string | readonly string[];
  if (typeof type === 'string') return readType(type, maker);
  const objects = type.map((form) => {
    const fields = form.split(' ').map((field) => {
      const [key, of] = field.split(/[:?]/) as [string, string];
      return { key, needed: field[key.length] === ':', made: readType(of, maker) };
    });
    return [(fields[0] as Field<Made>).key, maker.object(fields)] as const;
  });
  return objects.length > 1 ? maker.forms(new Map(objects), name) : (objects[0] as [string, Made])[1];
};

/** The names of the grammar's types. */
export const TYPES: readonly string[] = Object.keys(WITH_PLAYS);
