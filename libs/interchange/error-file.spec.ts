import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openErrorFile } from './error-file.ts';
import { readOpenCoesione, type ReadOptions, type RefusedRow, type RowOutcome } from './opencoesione.ts';

const HEADER =
  'CUP,OC_DATA_INIZIO_PROGETTO,DEN_COMUNE,FINANZ_TOTALE_PUBBLICO,FINANZ_STATO_ESTERO,FINANZ_PRIVATO';
const COLUMNS = HEADER.split(',');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'error-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function outcomesOf(path: string, options?: ReadOptions): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for await (const outcome of readOpenCoesione(path, options)) outcomes.push(outcome);
  return outcomes;
}

async function refusedOf(rows: readonly string[]): Promise<RefusedRow[]> {
  const path = join(folder, 'original.csv');
  await writeFile(path, [HEADER, ...rows].join('\n'));
  return (await outcomesOf(path)).filter((outcome) => outcome.kind === 'refused');
}

async function errorFileOf(rows: readonly string[], header = COLUMNS): Promise<string> {
  const path = join(folder, 'errors.csv');
  const file = await openErrorFile(path, header);
  for (const refused of await refusedOf(rows)) await file.write(refused);
  await file.close();
  return path;
}

describe('the error file', () => {
  test('holds the original columns, then line, columns, errors and suggestions', async () => {
    const path = await errorFileOf([
      'B31H22000280006,2022-01-31,Lecco,"1,00","0,00","0,00"',
      'B31H22000280006,,"Rho, ""MI""\n","1.234,50","0,00",abc',
      ',2022-02-30,,1,,',
    ]);
    const [header, ...lines] = (await readFile(path, 'utf8')).split('\r\n');
    expect(header).toBe(`${HEADER},riga,colonna,errore,suggerimento`);
    expect(lines).toEqual([
      'B31H22000280006,,"Rho, ""MI""\n","1.234,50","0,00",abc,3,' +
        'OC_DATA_INIZIO_PROGETTO | FINANZ_TOTALE_PUBBLICO | FINANZ_PRIVATO,' +
        '"la riga non ha alcuna data | ' +
        '""1.234,50"" non è un importo in sole cifre e virgola decimale: il valore è incerto | ' +
        '""abc"" non è un importo",' +
        '"scrivere una data, oppure darne una per tutte le righe senza data con ' +
        '--date-for-undated AAAA-MM-GG | 1234,50 | ' +
        'scrivere solo cifre e virgola decimale, come 1234,50; lasciare vuoto se non c’è importo"',
      ',2022-02-30,,1,,,5,OC_DATA_INIZIO_PROGETTO,"""2022-02-30"" è una data che non esiste",2022-02-28',
      '',
    ]);
  });

  test('is read again once mended, and the added columns are passed over', async () => {
    const path = await errorFileOf(['B31H22000280006,2022-01-31,Lecco,"1.234,50","0,00","0,00"']);
    const mended = join(folder, 'mended.csv');
    await writeFile(mended, (await readFile(path, 'utf8')).replace('"1.234,50"', '"1234,50"'));
    expect(await outcomesOf(mended)).toMatchObject([
      { kind: 'project', project: { row: 2, amounts: [{ cents: 123_450n }], warnings: [] } },
    ]);
  });

  test('does not heap its columns up when it is refused again', async () => {
    const path = await errorFileOf([',2022-01-31,,x,,']);
    const [again] = await outcomesOf(path);
    expect(again).toMatchObject({ kind: 'refused', row: 2 });
    expect(again?.kind === 'refused' ? Object.keys(again.record) : []).toEqual(COLUMNS);
    const second = await openErrorFile(join(folder, 'second.csv'), [...COLUMNS, 'riga', 'Errore'], ';');
    if (again?.kind === 'refused') await second.write(again);
    expect(await second.close()).toBe(1);
    const [header] = (await readFile(join(folder, 'second.csv'), 'utf8')).split('\r\n');
    expect(header).toBe(`${COLUMNS.join(';')};riga;colonna;errore;suggerimento`);
  });

  test('a row of too many or too few cells can never pass unmended, its amounts moved', async () => {
    const path = await errorFileOf(['A,2022-01-31,Lecco,1,50,0,0', 'A,2022-01-31,2,0,0']);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('"A,2022-01-31,Lecco,1,50,0,0",?,,,,,2,,la riga non ha tante celle');
    expect(text).toContain('"A,2022-01-31,2,0,0",?,,,,,3,,');
    const again = await outcomesOf(path, { dateForUndated: '2025-04-30' });
    expect(again.map((outcome) => outcome.kind)).toEqual(['refused', 'refused']);
  });

  test('appears under its name when it is closed, and not before', async () => {
    const path = join(folder, 'late', 'errors.csv');
    await expect(openErrorFile(path, COLUMNS)).rejects.toThrow('ENOENT');
    const name = 'whole.csv';
    const file = await openErrorFile(join(folder, name), COLUMNS);
    expect(await readdir(folder)).not.toContain(name);
    for (const refused of await refusedOf(Array(2000).fill('A,,,,,'))) await file.write(refused);
    expect(await file.close()).toBe(2000);
    expect((await readFile(join(folder, name), 'utf8')).split('\r\n')).toHaveLength(2002);
    await file.abandon();
    expect(await readdir(folder)).toContain(name);
  });

  test('leaves nothing behind when it is abandoned', async () => {
    const before = await readdir(folder);
    const file = await openErrorFile(join(folder, 'abandoned.csv'), COLUMNS);
    await file.abandon();
    expect(await readdir(folder)).toEqual(before);
  });
});
