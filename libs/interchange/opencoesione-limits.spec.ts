/** Rows that are right cell by cell and cannot be recorded all the same, and files of one endless line. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readOpenCoesione,
  type ReadOptions,
  type ReadSummary,
  type RefusedRow,
  type RowOutcome,
} from './opencoesione.ts';
import { inItalian } from './row-fault-italian.ts';

const HEADER = [
  'COD_LOCALE_PROGETTO;CUP;OC_DATA_INIZIO_PROGETTO;DEN_REGIONE;DEN_PROVINCIA;DEN_COMUNE',
  'FINANZ_TOTALE_PUBBLICO;FINANZ_STATO_ESTERO;FINANZ_PRIVATO',
].join(';');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opencoesione-limits-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(
  text: string,
  options: ReadOptions = {},
): Promise<{ outcomes: RowOutcome[]; summary: ReadSummary }> {
  const path = join(folder, 'file.csv');
  await writeFile(path, text);
  const rows = readOpenCoesione(path, options);
  const outcomes: RowOutcome[] = [];
  for (;;) {
    const { done, value } = await rows.next();
    if (done === true) return { outcomes, summary: value };
    outcomes.push(value);
  }
}

const refusedIn = (outcomes: readonly RowOutcome[]): RefusedRow[] =>
  outcomes.filter((outcome) => outcome.kind === 'refused');

/** Remembers references as a caller does who stages the rows. */
function memory(): NonNullable<ReadOptions['earlierRow']> {
  const rows = new Map<string, number>();
  return (reference, row) => {
    const earlier = rows.get(reference) ?? null;
    if (earlier === null) rows.set(reference, row);
    return earlier;
  };
}

describe('a reference that comes twice', () => {
  const row = 'A1;B31H22000280006;2022-01-31;LIGURIA;;Genova;100,00;0,00;7,00';
  const withoutCode = ';B31H22000280007;2022-01-31;LIGURIA;;Genova;50,00;0,00;0,00';
  const text = [HEADER, row, row, withoutCode, row.replace('100,00', 'x'), withoutCode].join('\n');

  it('is refused with the row that has it, and its amounts are not counted', async () => {
    const { outcomes, summary } = await read(text, { earlierRow: memory() });
    const faults = refusedIn(outcomes).map(({ faults: [fault] }) => fault);
    expect(faults).toMatchObject([
      { row: 3, column: 'COD_LOCALE_PROGETTO', value: 'A1', code: 'REFERENCE_REPEATED', otherRow: 2 },
      { row: 5, code: 'AMOUNT_MALFORMED' },
      { row: 6, column: 'CUP', value: 'B31H22000280007', code: 'REFERENCE_REPEATED', otherRow: 4 },
    ]);
    expect(faults[0] && inItalian(faults[0])).toEqual({
      error: '"A1" è già il riferimento della riga 2',
      suggestion: 'dare al progetto un riferimento proprio, oppure togliere la riga',
    });
    expect(summary).toMatchObject({ rowsRead: 5, projects: 2, refused: 3, amounts: 3 });
    expect(summary.centsByOrigin).toEqual({ PUBLIC_UNSPECIFIED: 15_000n, OTHER_PRIVATE: 700n });
  });

  it('is not looked for unless the caller does', async () => {
    const { summary } = await read(text);
    expect(summary).toMatchObject({ projects: 4, refused: 1 });
  });
});

describe('the tax code of a person', () => {
  it('is refused where it would be recorded, and nowhere else', async () => {
    const person = 'RSSMRA85T10A562S';
    const rest = '2022-01-31;LIGURIA;;';
    const rows = [
      `${person};;${rest}Genova;1,00;0,00;0,00`,
      `A1;;${rest}Genova, ${person.toLowerCase()};1,00;0,00;0,00`,
      `A2;${person};${rest}Genova;1,00;0,00;0,00`,
      `;${person};${rest}Genova;1,00;0,00;0,00`,
    ];
    const { outcomes } = await read([HEADER, ...rows].join('\n'));
    const faults = refusedIn(outcomes).map(({ row, faults: [fault] }) => [row, fault?.code, fault?.column]);
    expect(faults).toEqual([
      [2, 'PERSONAL_DATA', 'COD_LOCALE_PROGETTO'],
      [3, 'PERSONAL_DATA', 'DEN_COMUNE'],
      [5, 'PERSONAL_DATA', 'CUP'],
    ]);
  });
});

describe('places', () => {
  const names = (count: number): string => Array.from({ length: count }, (_, n) => `${n}`).join(':::');
  const faultsOf = async (regions: string, provinces: string, municipalities: string): Promise<string[]> => {
    const row = `A1;;2022-01-31;${regions};${provinces};${municipalities};1,00;0,00;0,00`;
    const { outcomes } = await read([HEADER, row].join('\n'));
    return refusedIn(outcomes).flatMap(({ faults }) =>
      faults.filter(({ severity }) => severity === 'error').map(({ code, column }) => `${code} ${column}`),
    );
  };

  it('are kept up to the number and length that one record can hold', async () => {
    expect(await faultsOf(names(100), names(200), names(7_000))).toEqual([]);
    expect(await faultsOf('x'.repeat(300), 'x'.repeat(300), 'x'.repeat(300))).toEqual([]);
  });

  it.each([
    ['too many Regions', [names(101), '', ''], 'ROW_TOO_LARGE DEN_REGIONE'],
    ['too many provinces', ['', names(201), ''], 'ROW_TOO_LARGE DEN_PROVINCIA'],
    ['too long a name', ['', '', 'x'.repeat(301)], 'ROW_TOO_LARGE DEN_COMUNE'],
    ['too many letters in all', ['', '', names(9_000)], 'ROW_TOO_LARGE DEN_COMUNE'],
  ] as const)('are refused for %s', async (_, [regions, provinces, municipalities], fault) => {
    expect(await faultsOf(regions, provinces, municipalities)).toEqual([fault]);
  });
});

describe('line ends', () => {
  const row = 'A1;;2022-01-31;"LIGURIA\nTOSCANA";;;1,00;0,00;0,00';

  it('of a carriage return alone are refused with a remedy', async () => {
    await expect(read([HEADER, row, row].join('\r'))).rejects.toMatchObject({
      code: 'LINE_ENDS',
      row: 1,
      suggestion: expect.stringMatching(/CRLF.*LF/),
    });
  });

  it('may be doubled, and a quoted cell may hold a carriage return', async () => {
    const { summary } = await read([HEADER, row.replace('\n', '\r'), ''].join('\r\n'));
    expect(summary.projects).toBe(1);
  });
});
