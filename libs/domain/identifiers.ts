/**
 * Italian public identifiers. Each check takes trimmed, upper-cased text. Existence in a register is another
 * question: these only tell whether a code can be one.
 */

const PERSONAL_FORM =
  /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
const BODY_FORM = /^\d{11}$/;
const CUP_FORM = /^[A-Z]\d{2}[A-Z]\d{11}$/;
const IPA_FORM = /^[a-z0-9_-]{2,}$/;
const CIG_ORDINARY_FORM = /^\d{7}[0-9A-F]{3}$/;
const CIG_SMART_FORM = /^[XYZ][0-9A-F]{9}$/;
const CIG_PCP_FORM = /^[A-W][0-9A-F]{9}$/;
const CADASTRAL_FORM = /^[A-Z]\d{3}$/;
const SDI_OFFICE_FORM = /^[A-Z0-9]{6}$/;
const BUDGET_FORM = /^[EU]\.\d\.\d{2}(\.\d{2}(\.\d{2}(\.\d{3})?)?)?$/;
const RUNTS_NUMBER_FORM = /^\d{1,7}$/;
const CCI_FORM = /^20\d{2}IT\d{2}[A-Z0-9]{4}\d{3}$/;
const PNRR_FORM = /^M[1-7]C[1-5](\.?I?\d+(\.\d+)*)?$/;
/** Values of 0..9 (and of A..J) in the odd positions of a personal tax code (DM 23/12/1976). */
const ODD_DIGITS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
const ODD_FROM_K = [2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const OMOCODIA = 'LMNPQRSTUV';

/** 11 digits, not all of them zero, whatever the last one is: what an old archive may hold with a slip in it. */
export function hasBodyTaxCodeForm(code: string): boolean {
  return BODY_FORM.test(code) && !/^0+$/.test(code);
}

/** Partita IVA or numeric tax code of a body: 11 digits, the last a Luhn check digit; all zeros is none. */
export function isBodyTaxCode(code: string): boolean {
  if (!hasBodyTaxCodeForm(code)) return false;
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

/**
 * How a CIG (Codice Identificativo di Gara) was issued: ordinary and SmartCIG until 2023, by the platform of public
 * contracts (PCP) since 2024. The order of the characters tells them apart.
 */
export type CigKind = 'ORDINARY' | 'SMART' | 'PCP';

/**
 * Which kind of CIG a code can be, or null. The older two carry a signature in hexadecimal: of the ordinary one the
 * last three digits are the first seven times 211 modulo 4091, of a SmartCIG the second and third are the last seven
 * times 211 modulo 251. Of a PCP code only the form is known, and that from samples.
 */
export function cigKindOf(code: string): CigKind | null {
  if (CIG_ORDINARY_FORM.test(code)) {
    const signature = (Number.parseInt(code.slice(0, 7), 10) * 211) % 4091;
    return signature === Number.parseInt(code.slice(7), 16) && !/^0+$/.test(code) ? 'ORDINARY' : null;
  }
  if (CIG_SMART_FORM.test(code)) {
    const signature = (Number.parseInt(code.slice(3), 16) * 211) % 251;
    return signature === Number.parseInt(code.slice(1, 3), 16) ? 'SMART' : null;
  }
  return CIG_PCP_FORM.test(code) ? 'PCP' : null;
}

export function isCig(code: string): boolean {
  return cigKindOf(code) !== null;
}

/** Code of a body in the index of public administrations (IPA); municipalities are `c_` and the cadastral code. */
export function isIpaCode(code: string): boolean {
  return (
    IPA_FORM.test(code.toLowerCase()) && (!code.toLowerCase().startsWith('c_') || isMunicipalityIpaCode(code))
  );
}

/** IPA code of a municipality, in either case. */
export function isMunicipalityIpaCode(code: string): boolean {
  return /^c_/i.test(code) && isCadastralCode(code.slice(2).toUpperCase());
}

/** Code of a municipality in the land register and in tax codes (codice catastale, Belfiore). */
export function isCadastralCode(code: string): boolean {
  return CADASTRAL_FORM.test(code);
}

/** ISTAT code of a municipality: three digits of its province, three of its own. Mergers end codes: a list decides. */
export function isIstatMunicipality(code: string): boolean {
  return /^\d{6}$/.test(code) && !code.endsWith('000') && isIstatProvince(code.slice(0, 3));
}

/** ISTAT code of a province or metropolitan city. */
export function isIstatProvince(code: string): boolean {
  return /^\d{3}$/.test(code) && code !== '000';
}

/** Office of a public body that receives invoices through the exchange system (SdI): six characters. */
export function isSdiOffice(code: string): boolean {
  return SDI_OFFICE_FORM.test(code);
}

/** Code of the integrated chart of accounts (D.Lgs. 118/2011), levels II to V; the last level is SIOPE’s. */
export function isPdc(code: string): boolean {
  return BUDGET_FORM.test(code);
}

/** Repertory number in the register of the Third Sector; whether it is effective is for a dated check to say. */
export function isRuntsNumber(number: string): boolean {
  return RUNTS_NUMBER_FORM.test(number);
}

/** Code of a programme of the European funds (CCI) of Italy: the form only. */
export function isCci(code: string): boolean {
  return CCI_FORM.test(code);
}

/** Mission and component of the national recovery plan (PNRR), perhaps with an investment or reform: the form only. */
export function isPnrrMeasure(code: string): boolean {
  return PNRR_FORM.test(code);
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
