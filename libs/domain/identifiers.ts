/**
 * Italian public identifiers. Each check takes trimmed, upper-cased text. Existence in a register is another
 * question: these only tell whether a code can be one.
 */

const PERSONAL_FORM =
  /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
const BODY_FORM = /^\d{11}$/;
const CUP_FORM = /^[A-Z]\d{2}[A-Z]\d{11}$/;
const IPA_FORM = /^[a-z0-9_-]{2,}$/;
/** Values of 0..9 (and of A..J) in the odd positions of a personal tax code (DM 23/12/1976). */
const ODD_DIGITS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
const ODD_FROM_K = [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const OMOCODIA = 'LMNPQRSTUV';

/** Partita IVA or numeric tax code of a body: 11 digits, the last a Luhn check digit; all zeros is none. */
export function isBodyTaxCode(code: string): boolean {
  if (!BODY_FORM.test(code) || /^0+$/.test(code)) return false;
  let sum = 0;
  for (let i = 0; i < 10; i += 1) {
    const digit = digitAt(code, i);
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += i % 2 === 0 ? digit : doubled;
  }
  return (10 - (sum % 10)) % 10 === digitAt(code, 10);
}

/** Tax code of a natural person, omocodic forms included: used to recognise and refuse it where none may stand. */
export function isPersonalTaxCode(code: string): boolean {
  if (!PERSONAL_FORM.test(code)) return false;
  const birthDay = Number.parseInt(
    code.slice(9, 11).replace(/[A-Z]/g, (letter) => `${OMOCODIA.indexOf(letter)}`),
    10,
  );
  const dayMayBe = (birthDay >= 1 && birthDay <= 31) || (birthDay >= 41 && birthDay <= 71);
  let sum = 0;
  for (let i = 0; i < 15; i += 1) sum += i % 2 === 0 ? oddValue(code, i) : evenValue(code, i);
  return dayMayBe && code.charCodeAt(15) === 65 + (sum % 26);
}

/** Whether a text, of any length and case, has the tax code of a natural person in it as a word. */
export function holdsPersonalTaxCode(text: string): boolean {
  const words = text.toUpperCase().match(/[A-Z0-9]{16,}/g) ?? [];
  return words.some((word) => word.length === 16 && isPersonalTaxCode(word));
}

/** CUP (Codice Unico di Progetto): no public check digit is known, so the form only. */
export function isCup(code: string): boolean {
  return CUP_FORM.test(code);
}

/** Code of a body in the index of public administrations (IPA); municipalities are `c_` and the cadastral code. */
export function isIpaCode(code: string): boolean {
  return (
    IPA_FORM.test(code.toLowerCase()) &&
    (!code.toLowerCase().startsWith('c_') || /^c_[a-z]\d{3}$/i.test(code))
  );
}

function digitAt(code: string, index: number): number {
  return code.charCodeAt(index) - 48;
}

function evenValue(code: string, index: number): number {
  const unit = code.charCodeAt(index);
  return unit < 58 ? unit - 48 : unit - 65;
}

function oddValue(code: string, index: number): number {
  const even = evenValue(code, index);
  return (even < 10 ? ODD_DIGITS[even] : ODD_FROM_K[even - 10]) ?? 0;
}
