/** Publications, definitions and price indices in the directory: each as it was known at any position. */
import { describe, expect, it } from '@jest/globals';
import { decoded, JUSTIFIED, type Happening } from '../../../test/support/history.ts';
import { frozenFigure } from '../../../test/support/publications.ts';
import { asking, foldInto, inFolder } from '../../../test/support/read-models.ts';
import {
  definitionAdopted,
  definitionProposed,
  definitionRetired,
  figurePublished,
  pricesPublished,
  publicationWithdrawn,
  termsOf,
} from '../../../test/support/registry-happenings.ts';
import { ReadModelReader } from '../runtime/read-model-file.ts';
import { Directory } from './directory.ts';
import { directoryProjection } from './projection.ts';

function given<Result>(happenings: readonly Happening[], ask: (directory: Directory) => Result): Result {
  return asking(directoryProjection, decoded(happenings), (reader) => ask(new Directory(reader)));
}

const published = (partnership: string, number: number, replaces: number | null = null): Happening =>
  figurePublished(frozenFigure(partnership), number, { replaces });

const PAGE = { after: 0, limit: 50 };

/** Where the ids of partnerships begin alike, and the numbers too. */
const ALIKE = [
  published('como', 1),
  published('como-2', 1),
  published('como', 2),
  ...Array.from({ length: 9 }, (_, index) => published('lecco', index + 1)),
  published('lecco', 10, 1),
  publicationWithdrawn('lecco', 2),
];

describe('publications', () => {
  it('are kept as they were published, with who, when and at which position', () => {
    given(ALIKE, (directory) => {
      const { record } = directory.publication('como', '2');
      expect(record?.document).toEqual({
        partnership: 'como',
        number: 2,
        title: 'Numero 2',
        text: 'Come pubblicata',
        figure: frozenFigure('como'),
        digest: 'd'.repeat(64),
        replaces: null,
        by: 'a_0123456789abcdef',
        recorded: '2026-01-31T10:00:02.000Z',
        position: '3',
        replacedBy: null,
        withdrawn: null,
      });
    });
  });

  it('of one partnership are not those of another whose id begins alike', () => {
    given(ALIKE, (directory) => {
      const numbers = (of?: string) =>
        directory.publications(of, PAGE).records.map(({ document }) => document.number);
      expect(numbers('como')).toEqual([1, 2]);
      expect(numbers('como-2')).toEqual([1]);
      expect(numbers('com')).toEqual([]);
      expect(numbers()).toHaveLength(13);
    });
  });

  it('are listed in the order of publishing, by page and as known at a position', () => {
    given(ALIKE, (directory) => {
      const first = directory.publications('lecco', { after: 0, limit: 8 });
      const rest = directory.publications('lecco', { after: first.next ?? 0, limit: 8 });
      const numbers = [...first.records, ...rest.records].map(({ document }) => document.number);
      expect([numbers, rest.next]).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], null]);
      const known = directory.publications('lecco', { ...PAGE, position: 5n }).records;
      expect(known.map(({ document }) => document.number)).toEqual([1, 2]);
    });
  });

  it('are marked when another stands for them or they are withdrawn, from then on and in their old place', () => {
    given(ALIKE, (directory) => {
      const marks = (number: string, position: bigint) => {
        const document = directory.publication('lecco', number, position).record?.document;
        return [document?.replacedBy, document?.withdrawn];
      };
      expect([marks('1', 12n), marks('1', 13n)]).toEqual([
        [null, null],
        [10, null],
      ]);
      const withdrawn = { reason: 'cifra superata', recorded: '2026-01-31T10:00:13.000Z' };
      expect([marks('2', 13n), marks('2', 14n)]).toEqual([
        [null, null],
        [null, withdrawn],
      ]);
      const [first] = directory.publications('lecco', PAGE).records;
      expect(first?.document).toMatchObject({ number: 1, title: 'Numero 1', figure: frozenFigure('lecco') });
    });
  });

  it('share one revision, that of all that was said of them: what a withdrawal is held to', () => {
    given(ALIKE, (directory) => {
      const revision = (number: string, position?: bigint) =>
        directory.publication('lecco', number, position).record?.revision;
      expect([revision('1', 4n), revision('1', 12n), revision('1'), revision('10')]).toEqual([0, 8, 10, 10]);
      expect(directory.publication('como', '1').record?.revision).toBe(1);
      expect(directory.publication('como', '3')).toEqual({ record: null, position: 14n });
    });
  });
});

describe('definitions of the ledger’s own', () => {
  const own = termsOf('L1', { formula: 'F / P', numerator: { sides: ['F'], origins: null, call: null } });
  const happenings = [
    definitionProposed('ES-1', 1, '2025-01-01', own),
    definitionAdopted('ES-1', 1),
    definitionProposed('ES-1', 2, '2026-01-01', termsOf('L6')),
    definitionAdopted('ES-1', 2, { version: 1, validTo: '2025-12-31' }),
    definitionRetired('ES-1', 2, '2026-06-30'),
  ];

  it('are shown from their proposal on: adopted or not, and how long in force', () => {
    given(happenings, (directory) => {
      const versions = (position: bigint) =>
        directory
          .find('definition', 'ES-1', position)
          .record?.document.versions.map(({ version, adopted, validFrom, validTo }) =>
            [version, adopted, validFrom, validTo].join(' '),
          );
      expect([0n, 1n, 2n, 3n, 4n, 5n].map(versions)).toEqual([
        undefined,
        ['1 false 2025-01-01 '],
        ['1 true 2025-01-01 '],
        ['1 true 2025-01-01 ', '2 false 2026-01-01 '],
        ['1 true 2025-01-01 2025-12-31', '2 true 2026-01-01 '],
        ['1 true 2025-01-01 2025-12-31', '2 true 2026-01-01 2026-06-30'],
      ]);
      expect(directory.find('definition', 'ES-1').record?.document.versions[0]).toMatchObject(own);
    });
  });
});

describe('price indices', () => {
  const happenings = [
    pricesPublished('IE', { '2022': '104', '2021': '100' }, { source: 'primo' }),
    pricesPublished('IE', { '2022': '104.5', '2023': '110' }, { source: 'secondo', restates: true }),
  ];

  it('have their points by period, as last published, and where each batch came from', () => {
    given(happenings, (directory) => {
      const at = (position: bigint) => directory.find('price-index', 'IE', position).record?.document;
      expect(at(1n)?.points).toEqual([
        { period: '2021', value: '100' },
        { period: '2022', value: '104' },
      ]);
      expect(at(2n)?.points).toEqual([
        { period: '2021', value: '100' },
        { period: '2022', value: '104.5' },
        { period: '2023', value: '110' },
      ]);
      expect(at(2n)?.sources).toEqual([
        { source: 'primo', url: null, justification: null },
        { source: 'secondo', url: null, justification: JUSTIFIED },
      ]);
    });
  });
});

it('one by one or all at once, the directory comes to the same', () => {
  const items = decoded([
    ...ALIKE,
    pricesPublished('IE', { '2021': '100' }),
    definitionProposed('ES-1', 1, '2025-01-01', termsOf('L6')),
  ]);
  const asRead = (batches: readonly (typeof items)[]) =>
    inFolder((folder) => {
      for (const batch of batches) foldInto(folder, directoryProjection, batch);
      const reader = new ReadModelReader(folder, directoryProjection);
      try {
        const directory = new Directory(reader);
        return {
          publications: directory.publications(undefined, PAGE),
          definitions: directory.list('definition', PAGE),
          indices: directory.list('price-index', PAGE),
        };
      } finally {
        reader.close();
      }
    });
  expect(asRead(items.map((item) => [item]))).toEqual(asRead([items]));
});
