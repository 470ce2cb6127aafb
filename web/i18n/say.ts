type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Arguments<S extends string> = [NamesIn<S>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<S>, string | number>>];

/** Says a sentence of a dictionary; its values are checked against the Japanese text by type. */
export type Say<D extends Readonly<Record<string, string>>> = <K extends keyof D & string>(
  key: K,
  ...values: Arguments<D[K]>
) => string;

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Says sentences of one language. */
export const sayer =
  <D extends Readonly<Record<string, string>>>(texts: Readonly<Record<keyof D & string, string>>): Say<D> =>
  (key, ...values) => {
    const text = texts[key];
    return values[0] ? fill(text, values[0]) : text;
  };
