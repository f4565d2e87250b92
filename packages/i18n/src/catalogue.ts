import { type Locale, locales } from './locale.ts';

/** Messages of one area in all languages, in ICU MessageFormat, by id `<area>.<path>`. */
export type Catalogue<Id extends string = string> = Readonly<
  Record<Locale, Readonly<Record<Id, string>>>
>;

/** The ids of a catalogue. */
export type IdsOf<C> = C extends Catalogue<infer Id> ? Id : never;

/** A catalogue whose ids are those of the English messages; the compiler misses absent ones. */
export function catalogue<const Id extends string>(
  messages: { readonly en: Readonly<Record<Id, string>> } & {
    readonly [L in Exclude<Locale, 'en'>]: Readonly<Record<NoInfer<Id>, string>>;
  },
): Catalogue<Id> {
  return messages;
}

/** Several areas as one. Ids are unique, because each starts with its area. */
export function joined<const Cs extends readonly Catalogue<never>[]>(
  ...areas: Cs
): Catalogue<IdsOf<Cs[number]>> {
  const all = Object.fromEntries(
    locales.map((locale) => [locale, Object.assign({}, ...areas.map((area) => area[locale]))]),
  );
  return all as Catalogue<IdsOf<Cs[number]>>;
}

/** The messages of one language by id, as react-intl and @formatjs/intl take them. */
export function messagesFor<Id extends string>(
  locale: Locale,
  from: Catalogue<Id>,
): Record<Id, string> {
  return { ...from[locale] };
}
