import type { Display } from '../api/types.ts';
import type { Lang } from '../i18n/lang.ts';
import { decimalParts, divideBy, roundHalfUp, signOf } from './decimal.ts';

const NBSP = '\u00a0';
const LOCALE: Record<Lang, string> = { it: 'it-IT', en: 'en-GB' };
const SEPARATORS: Record<Lang, { group: string; decimal: string }> = {
  it: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
};
const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€' };

/** Money as it may come one day, in other currencies too. */
interface AnyMoney {
  readonly amount: string;
  readonly currency: string;
}

/** `'40909090.91'` → `40.909.090,91` or `40,909,090.91`: digits are grouped as text, never converted. */
export function formatAmount(amount: string, lang: Lang): string {
  const { negative, integer, fraction } = decimalParts(amount);
  const { group, decimal } = SEPARATORS[lang];
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, group);
  return `${negative ? '-' : ''}${grouped}${fraction === '' ? '' : decimal + fraction}`;
}

/** `9.000.000,00 €` in Italian, `€9,000,000.00` in English. */
export function formatMoney({ amount, currency }: AnyMoney, lang: Lang): string {
  const symbol = SYMBOLS[currency];
  const text = formatAmount(amount, lang);
  if (lang === 'it') return `${text}${NBSP}${symbol ?? currency}`;
  if (symbol === undefined) return `${currency}${NBSP}${text}`;
  return text.startsWith('-') ? `-${symbol}${text.slice(1)}` : `${symbol}${text}`;
}

/** Whole euro and cents of a ratio, for "for each public euro"; four decimals where two would show zero. */
export function formatPerEuro(ratio: string, lang: Lang): string {
  const cents = roundHalfUp(ratio, 2);
  const amount = signOf(cents) === 0 && signOf(ratio) !== 0 ? roundHalfUp(ratio, 4) : cents;
  return formatMoney({ amount, currency: 'EUR' }, lang);
}

function formatForm({ form, text }: Display, lang: Lang): string {
  if (form === 'perEuro') return formatMoney({ amount: text, currency: 'EUR' }, lang);
  const number = formatAmount(text, lang);
  if (form === 'multiple') return number;
  return lang === 'it' ? `${number}${NBSP}%` : `${number}%`;
}

/** `≈ 22 %`, `14,67 %`, `1,22`, `0,2200 €`; English sets the percent sign against the number. */
export function formatDisplay(display: Display, lang: Lang): string {
  return `${display.approximate ? `≈${NBSP}` : ''}${formatForm(display, lang)}`;
}

/** A share between 0 and 1 as a percentage with no superfluous zeros: `'0.2200'` → `22 %`. */
export function formatShare(share: string, lang: Lang): string {
  const { negative, integer, fraction } = decimalParts(share);
  const digits = integer + fraction.padEnd(2, '0');
  const cut = digits.length - Math.max(fraction.length - 2, 0);
  const whole = digits.slice(0, cut).replace(/^0+(?=\d)/, '');
  const rest = digits.slice(cut).replace(/0+$/, '');
  const text = `${negative ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
  return formatDisplay({ form: 'percent', text, approximate: false }, lang);
}

const MINUTES_AN_HOUR = 60n;

/** A quantity with at most two decimals; minutes are read as hours. */
export function formatQuantity(quantity: string, unit: string, lang: Lang): string {
  const rounded = unit === 'MINUTE' ? divideBy(quantity, MINUTES_AN_HOUR, 2) : roundHalfUp(quantity, 2);
  return formatAmount(rounded.replace(/\.00$/, ''), lang);
}

/** An amount that says in which direction it goes: `+1.000,00 €`. */
export function formatChange(money: AnyMoney, lang: Lang): string {
  return `${signOf(money.amount) > 0 ? '+' : ''}${formatMoney(money, lang)}`;
}

/** Date and hour in Rome of an instant: `05/01/2024 10:30`. */
export function formatInstant(instant: string, lang: Lang): string {
  const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Rome' } as const;
  return new Intl.DateTimeFormat(LOCALE[lang], { ...day, ...hour })
    .format(new Date(instant))
    .replace(',', '');
}

/** A count or log position of any length: `184220` → `184.220`. */
export function formatCount(count: string, lang: Lang): string {
  return new Intl.NumberFormat(LOCALE[lang], { useGrouping: 'always' }).format(BigInt(count));
}

/** An axis label: geometry only, so numbers are allowed here. */
export function formatTick(value: number, lang: Lang): string {
  return new Intl.NumberFormat(LOCALE[lang], { useGrouping: 'always', maximumFractionDigits: 3 }).format(
    value,
  );
}

function utc(text: string): Date {
  const [year = '', month = '01', day = '01'] = text.split('-');
  return new Date(`${year}-${month}-${day}T00:00:00Z`);
}

/** `2024-01-05` → `05/01/2024`. */
export function formatDate(fullDate: string, lang: Lang): string {
  const format = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(LOCALE[lang], format).format(utc(fullDate));
}

/** A date known to the year, the month or the day: `2018-12` → `dicembre 2018`. */
export function formatPartialDate(text: string, lang: Lang): string {
  if (/^\d{4}$/.test(text)) return text;
  if (/^\d{4}-\d{2}$/.test(text)) {
    const format = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(LOCALE[lang], format).format(utc(text));
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text, lang) : text;
}
