/** Where the project of a row is: the places that its cells list, as long as one record can hold them. */
import type { RowReading } from './row-reading.ts';

export interface ProjectPlace {
  readonly regions: readonly string[];
  readonly provinces: readonly string[];
  readonly municipalities: readonly string[];
  /** ISTAT's six digits, when the row names one municipality; null for several, for none, for a whole province. */
  readonly istat: string | null;
}

const NAMES_MAX = { DEN_REGIONE: 100, DEN_PROVINCIA: 200, DEN_COMUNE: 10_000 } as const;
const NAME_CHARACTERS_MAX = 300;
export const PLACE_COLUMNS: readonly string[] = Object.keys(NAMES_MAX);
/** A record has 64 KiB; this leaves room for all that it says besides places. */
const PLACES_BYTES_MAX = 60_000;
/** Three digits each of Region, province and municipality, the first often left out. */
const ISTAT_FORM = /^(?:\d{3})?(\d{6})$/;
const WHOLE_PROVINCE = '000';

export function placeOf(reading: RowReading): ProjectPlace {
  const regions = names(reading, 'DEN_REGIONE');
  if (regions.length > 1) {
    reading.warn('DEN_REGIONE', {
      code: 'SEVERAL_REGIONS',
      detail: `the row names ${regions.length} Regions and does not say how they share its amounts`,
      suggestion: 'nothing to mend; all are kept, and the amounts are not divided',
    });
  }
  const provinces = names(reading, 'DEN_PROVINCIA');
  const municipalities = names(reading, 'DEN_COMUNE');
  const bytes = Buffer.byteLength(JSON.stringify([regions, provinces, municipalities]));
  if (bytes > PLACES_BYTES_MAX) {
    tooLarge(
      reading,
      'DEN_COMUNE',
      `the places of the row take ${bytes} bytes, more than ${PLACES_BYTES_MAX}`,
    );
  }
  return { regions, provinces, municipalities, istat: istatOf(reading) };
}

function names(reading: RowReading, column: keyof typeof NAMES_MAX): string[] {
  const found = reading.list(column);
  const max = NAMES_MAX[column];
  if (found.length > max) tooLarge(reading, column, `the cell lists ${found.length} names, more than ${max}`);
  if (found.some((name) => name.length > NAME_CHARACTERS_MAX)) {
    tooLarge(reading, column, `a name in the cell has more than ${NAME_CHARACTERS_MAX} characters`);
  }
  return found;
}

function tooLarge(reading: RowReading, column: string, detail: string): void {
  const suggestion = 'split the project into rows with references of their own, or name the Regions only';
  reading.error(column, { code: 'ROW_TOO_LARGE', detail, suggestion });
}

function istatOf(reading: RowReading): string | null {
  const codes = reading.list('COD_COMUNE');
  const [, code] = codes.length === 1 ? (ISTAT_FORM.exec(codes[0] ?? '') ?? []) : [];
  return code === undefined || code.endsWith(WHOLE_PROVINCE) ? null : code;
}
