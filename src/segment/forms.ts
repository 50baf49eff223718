type KeysOf<Forms> = Forms extends unknown ? keyof Forms : never;

/** Exactly one of the forms: a key that only another form has is refused. */
export type OneOf<Forms, Keys extends PropertyKey = KeysOf<Forms>> = Forms extends unknown
  ? Forms & { readonly [Key in Exclude<Keys, keyof Forms>]?: never }
  : never;

/** Every key that some of the forms has. */
export type KeyOf<Forms> = KeysOf<Forms>;

/** At least one of the keys is there. */
export type Some<Form, Keys extends keyof Form> = Keys extends unknown
  ? Form & { readonly [Key in Keys]-?: Form[Key] }
  : never;
