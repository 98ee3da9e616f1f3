// Dates are written as the words are: English is British here, "22 Nov" and not "Nov 22".

/** The locale in which to write the dates of a page in this language. */
export function dateLocale(language: string): string {
  return language === "en" ? "en-GB" : language;
}
