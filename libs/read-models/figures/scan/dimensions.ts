/** How each dimension is read off a fact: as a small number, and what that number is called. */
import { RESOURCE_KINDS } from '#domain/contribution/resources';
import { RUNGS } from '#domain/contribution/ladder';
import { GRADES } from '#domain/figures/definitions';
import { sideIn } from '#domain/figures/figure';
import { gradeOf } from '#domain/figures/facts';
import { ORIGIN_CLASSES, SIDES } from '#domain/funding-source/origins';
import { SIZE_CLASSES } from '#domain/partnership/size-class';
import type { Book } from '../memory/book.ts';
import type { Memory } from '../memory/memory.ts';
import { NOT_STATED, type Dimension, type Selection } from '../question/question.ts';
import type { FactClass } from '../fold/tables.ts';

export interface Reader {
  /** Numbers are from 0 on and below 2^26. */
  readonly codeOf: (book: Book, row: number) => number;
  readonly nameOf: (code: number) => string;
}

/** What the terms of funding sources and the traits of partnerships say at a position, by code of the name. */
export interface References {
  readonly position: number;
  readonly fund: Int32Array;
  readonly challenge: Uint8Array;
  readonly sizeClass: ReadonlyMap<number, string>;
}

export function referencesAt(memory: Memory, position: number): References {
  const fund = new Int32Array(memory.codes.size + 1);
  const challenge = new Uint8Array(memory.codes.size + 1);
  for (const each of memory.sourceTerms) {
    if (each.knownFrom > position) break;
    fund[each.source] = each.fund;
    challenge[each.source] = each.challenge ? 1 : 0;
  }
  const sizeClass = new Map<number, string>();
  for (const { knownFrom, partnership, traits } of memory.partnerships) {
    if (knownFrom <= position) sizeClass.set(partnership, traits.sizeClass ?? NOT_STATED);
  }
  return { position, fund, challenge, sizeClass };
}

/** Dimensions that are the same for all facts of a class. */
const OF_CLASS = {
  side: (each: FactClass, view: Selection['view']) => sideIn(view, each),
  origin: ({ origin }: FactClass) => origin,
  kind: ({ kind }: FactClass) => kind,
  stage: ({ stage }: FactClass) => stage,
} as const;

/** Their values in the order in which people read them. */
const VALUES: Readonly<Record<keyof typeof OF_CLASS, readonly string[]>> = {
  side: [...SIDES, 'ATTRACTED'],
  origin: [...ORIGIN_CLASSES, 'PASSED_ON', 'PRICE'],
  kind: RESOURCE_KINDS,
  stage: RUNGS,
};

export function isOfClass(dimension: Dimension): dimension is keyof typeof OF_CLASS {
  return Object.hasOwn(OF_CLASS, dimension);
}

export function classValue(
  dimension: keyof typeof OF_CLASS,
  each: FactClass,
  view: Selection['view'],
): string {
  return OF_CLASS[dimension](each, view);
}

export function readerOf(
  dimension: Dimension,
  memory: Memory,
  references: References,
  view: Selection['view'],
): Reader {
  if (isOfClass(dimension)) return classReader(dimension, memory, view);
  const nameOf = (code: number): string => (code === 0 ? NOT_STATED : memory.nameOf(code));
  switch (dimension) {
    case 'year':
      return { codeOf: ({ facts }, row) => facts.at.year[row] as number, nameOf: String };
    case 'partnership':
      return { codeOf: ({ partnership }) => partnership, nameOf };
    case 'sizeClass': {
      const names: readonly string[] = [...SIZE_CLASSES, NOT_STATED];
      return {
        codeOf: ({ partnership }) => names.indexOf(references.sizeClass.get(partnership) ?? NOT_STATED),
        nameOf: (code) => names[code] ?? NOT_STATED,
      };
    }
    case 'source':
      return { codeOf: ({ facts }, row) => facts.at.source[row] as number, nameOf };
    case 'fund':
      return {
        codeOf: ({ facts }, row) => references.fund[facts.at.source[row] as number] as number,
        nameOf,
      };
    case 'grade':
      return gradeReader(memory, references.position);
    case 'word': {
      const words = ['NONE', 'CONFIRMED', 'CONTESTED'];
      return {
        codeOf: ({ facts }, row) =>
          words.indexOf(memory.saidOf(facts.at.about[row] as number, references.position).word),
        nameOf: (code) => words[code] ?? '',
      };
    }
    case 'payer':
    case 'bringer':
    case 'receiver':
    case 'area':
    case 'municipality':
      return {
        codeOf: ({ facts }, row) =>
          memory.abouts.at[dimension][(facts.at.about[row] as number) - 1] as number,
        nameOf,
      };
  }
}

function classReader(dimension: keyof typeof OF_CLASS, memory: Memory, view: Selection['view']): Reader {
  const names = VALUES[dimension];
  const codes = Uint8Array.from(memory.classes, (each) => names.indexOf(classValue(dimension, each, view)));
  return {
    codeOf: ({ facts }, row) => codes[(facts.at.class[row] as number) - 1] as number,
    nameOf: (code) => names[code] ?? '',
  };
}

function gradeReader(memory: Memory, position: number): Reader {
  return {
    codeOf: ({ facts }, row) => {
      const { stage } = memory.classOf(facts.at.class[row] as number);
      const { evidenced } = memory.saidOf(facts.at.about[row] as number, position);
      return GRADES.indexOf(gradeOf(stage, evidenced));
    },
    nameOf: (code) => GRADES[code] ?? '',
  };
}
