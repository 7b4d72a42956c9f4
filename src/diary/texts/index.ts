/** The one table of the diary's sentences, by language. */
import { EN, type TextKey } from './en';
import { ES } from './es';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
export type { TextKey };

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en: EN, es: ES };

/** What a language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

export type Say = (key: TextKey, blanks?: Readonly<Record<string, string | number>>) => string;

export function sayIn(language: Language): Say {
  return (key, blanks = {}) => TEXTS[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name] ?? ''));
}

/** The first of ours that the browser asks for; English where it asks for none of them. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? '').split(',').map((part, place) => ({ language: part.trim().slice(0, 2).toLowerCase(), quality: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1), place }));
  const known = ranges.filter(({ language, quality }) => isLanguage(language) && quality > 0).sort((a, b) => b.quality - a.quality || a.place - b.place);
  return isLanguage(known[0]?.language) ? known[0].language : 'en';
}
