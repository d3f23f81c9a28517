/** Italian identifiers: the published examples pass, and a slip of one character does not. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cigKindOf,
  hasBodyTaxCodeForm,
  isBodyTaxCode,
  isCadastralCode,
  isCci,
  isCig,
  isCup,
  isIpaCode,
  isIstatMunicipality,
  isIstatProvince,
  isMunicipalityIpaCode,
  isPdc,
  isPersonalTaxCode,
  isPnrrMeasure,
  isRuntsNumber,
  isSdiOffice,
} from './identifiers.ts';

/** Municipalities of Lecco, Milan and Mantua, province of Crotone. */
const BODIES = ['00623530136', '01199250158', '00189800204', '91006950793'];
/** All fictitious; the last has letters for digits, as the revenue agency issues them to namesakes. */
const PERSONS = ['RSSMRA85T10A562S', 'MRTMTT91D08F205J', 'RSSMRA85T10A56NH'];

function replaced(code: string, index: number, by: string): string {
  return `${code.slice(0, index)}${by}${code.slice(index + 1)}`;
}

describe('the numeric tax code of a body', () => {
  it.each(BODIES)('%s is one', (code) => {
    expect(isBodyTaxCode(code)).toBe(true);
  });

  it.each([
    ['a wrong check digit', '00623530137'],
    ['all zeros', '00000000000'],
    ['ten digits', '0062353013'],
    ['twelve digits', '006235301360'],
    ['a letter', '0062353013A'],
    ['a country prefix', 'IT00623530136'],
    ['a blank', '00623530136 '],
    ['a line break', '00623530136\n'],
    ['other digits', '００６２３５３０１３６'],
    ['nothing', ''],
  ])('is not %s (%p)', (_, code) => {
    expect(isBodyTaxCode(code)).toBe(false);
  });

  it('catches every wrong digit', () => {
    const slips = BODIES.flatMap((code) =>
      [...code].flatMap((digit, index) =>
        [...'0123456789'].filter((other) => other !== digit).map((other) => replaced(code, index, other)),
      ),
    );
    expect(slips).toHaveLength(BODIES.length * 99);
    expect(slips.filter(isBodyTaxCode)).toEqual([]);
  });

  it('has exactly one check digit for every ten digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}[1-9]$/), (ten) => {
        expect([...'0123456789'].filter((check) => isBodyTaxCode(`${ten}${check}`))).toHaveLength(1);
      }),
    );
  });
});

describe('the tax code of a person', () => {
  it.each(PERSONS)('%s is recognised', (code) => {
    expect(isPersonalTaxCode(code)).toBe(true);
  });

  it.each([
    ['a wrong check letter (U would do)', 'RSSMRA80A01H501Z'],
    ['no such month', 'RSSMRA85F10A562S'],
    ['fifteen characters', 'RSSMRA85T10A562'],
    ['lower case', 'rssmra85t10a562s'],
    ['a body', '00623530136'],
    ['nothing', ''],
  ])('is not %s (%p)', (_, code) => {
    expect(isPersonalTaxCode(code)).toBe(false);
  });

  it('knows the code that the wrong one should have been', () => {
    expect(isPersonalTaxCode('RSSMRA80A01H501U')).toBe(true);
  });

  it('has the days of the month for men, forty more for women, and no others', () => {
    const withDay = (day: number) => `RSSMRA85T${String(day).padStart(2, '0')}A562`;
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const possible = Array.from({ length: 100 }, (_, day) => day).filter((day) =>
      letters.some((letter) => isPersonalTaxCode(`${withDay(day)}${letter}`)),
    );
    const days = Array.from({ length: 31 }, (_, index) => index + 1);
    expect(possible).toEqual([...days, ...days.map((day) => day + 40)]);
  });

  it('has exactly one check letter', () => {
    for (const code of PERSONS) {
      const fitting = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) =>
        isPersonalTaxCode(code.slice(0, 15) + letter),
      );
      expect(fitting).toEqual([code.slice(15)]);
    }
  });
});

describe('a CUP', () => {
  it.each(['B31H22000280006', 'I98I21000110001', 'G17H03000130001'])('%s is one', (code) => {
    expect(isCup(code)).toBe(true);
  });

  it.each([
    '117H03000130001',
    'B31H2200028000',
    'B31H220002800061',
    'b31h22000280006',
    'B31H2200028000X',
    '',
    'B31122000280006',
  ])('is not %p', (code) => {
    expect(isCup(code)).toBe(false);
  });
});

describe('an IPA code', () => {
  it.each(['c_f205', 'c_e507', 'C_F205', 'p_kr', 'asst_lecco', 'm_lps', 'uni-mi'])('%s is one', (code) => {
    expect(isIpaCode(code)).toBe(true);
  });

  it.each(['c_lecco', 'c_f20', 'c_f2055', 'c_5f20', 'x', '', 'c f205', 'c_f205\n', 'città'])(
    'is not %p',
    (code) => {
      expect(isIpaCode(code)).toBe(false);
    },
  );
});

describe('the form of a body’s tax code', () => {
  it('is kept by a code with a wrong check digit, and by no other slip', () => {
    expect(['00623530137', '00623530136'].map(hasBodyTaxCodeForm)).toEqual([true, true]);
    const others = ['00000000000', '0062353013', '006235301377', 'RSSMRA85T10A562S', '0062353013A', ''];
    expect(others.filter(hasBodyTaxCodeForm)).toEqual([]);
  });
});

describe('a CIG', () => {
  it.each([
    ['95156957EC', 'ORDINARY'],
    ['918052266A', 'ORDINARY'],
    ['012345671B', 'ORDINARY'],
    ['Z642AEB782', 'SMART'],
    ['Z7E2B398C5', 'SMART'],
    ['B10A9942A7', 'PCP'],
  ])('%s is one, issued as %s', (code, kind) => {
    expect(cigKindOf(code)).toBe(kind);
    expect(isCig(code)).toBe(true);
  });

  it.each([
    ['a wrong signature (71B would do)', '0123456789'],
    ['all zeros', '0000000000'],
    ['another wrong signature', '95156957ED'],
    ['a SmartCIG with a wrong signature', 'Z652AEB782'],
    ['nine characters', '95156957E'],
    ['eleven characters', 'B10A9942A70'],
    ['no hexadecimal digit', 'B10A9942G7'],
    ['lower case', 'b10a9942a7'],
    ['nothing', ''],
  ])('is not %s (%p)', (_, code) => {
    expect(cigKindOf(code)).toBeNull();
    expect(isCig(code)).toBe(false);
  });

  it('issued before 2024 shows any other digit in its place', () => {
    for (const code of ['95156957EC', 'Z642AEB782']) {
      const slips = [...code].flatMap((digit, index) =>
        index === 0 ? [] : [...'0123456789'].filter((d) => d !== digit).map((d) => replaced(code, index, d)),
      );
      expect(slips.length).toBeGreaterThan(80);
      expect(slips.filter((slip) => cigKindOf(slip) === cigKindOf(code))).toEqual([]);
    }
  });
});

describe('codes that are told by their form alone', () => {
  it.each<[string, (code: string) => boolean, readonly string[], readonly string[]]>([
    [
      'IPA code of a municipality',
      isMunicipalityIpaCode,
      ['c_f205', 'c_e507', 'C_F205'],
      ['p_kr', 'c_lecco', 'f205', ''],
    ],
    ['cadastral code', isCadastralCode, ['F205', 'E507'], ['f205', 'F20', 'F2055', '5F20', '']],
    [
      'ISTAT municipality',
      isIstatMunicipality,
      ['015146', '097042'],
      ['15146', '0970422', '097000', '000001', '09704A', ''],
    ],
    ['ISTAT province', isIstatProvince, ['015', '097'], ['97', '0977', '000', '09A', '']],
    ['SdI office', isSdiOffice, ['UFOVS8'], ['UFOVS', 'UFOVS88', 'ufovs8', 'UFO-S8', '']],
    [
      'chart of accounts',
      isPdc,
      ['U.1.04.04.01.001', 'E.2.01.04.01.001', 'U.2.03.04', 'E.2.01'],
      ['U.1', 'X.1.04', 'U.1.4', 'U.1.04.04.01.01', 'U1.04', 'U.1.04.', ''],
    ],
    ['RUNTS number', isRuntsNumber, ['1', '0012345', '1234567'], ['12345678', '12a', '-1', ' 1', '']],
    [
      'CCI',
      isCci,
      ['2021IT05SFPR008', '2021IT16RFPR010'],
      ['2021FR05SFPR008', '2021IT05SFPR08', '1921IT05SFPR008', '2021it05sfpr008', ''],
    ],
    [
      'PNRR measure',
      isPnrrMeasure,
      ['M5C2', 'M5C2I1.1', 'M5C2.1.3', 'M5C2.I1.1'],
      ['M8C1', 'M5C6', 'M5', 'M5C2I', 'M5C2I1.', 'm5c2', ''],
    ],
  ])('%s', (_, is, valid, invalid) => {
    expect(valid.filter((code) => !is(code))).toEqual([]);
    expect(invalid.filter(is)).toEqual([]);
    expect(valid.map((code) => `${code}\n`).filter(is)).toEqual([]);
  });
});
