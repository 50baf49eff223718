export interface Book {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

export const BOOKS: readonly Book[] = [
  { id: 'tides', title: 'A Field Guide to Tides', about: 'What the moon does to a harbour in a day.' },
  { id: 'knots', title: 'Forty Knots', about: 'With the one that holds, and the one that lets go.' },
  { id: 'lamps', title: 'The Lamp Keepers', about: 'A lighthouse, three winters, two letters.' },
];
