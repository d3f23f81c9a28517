/** Questions about where a figure comes from and why it changed, and their handlers. */
import type { Type } from '@nestjs/common';
import { Query } from '@nestjs/cqrs';
import { tellChanges, withActors, type ToldChange } from '#data-folder/told-changes';
import { tellInBatches, type ToldLeaf } from '#data-folder/told-leaves';
import type { RecordedChange } from '#read-models/figures/difference/change-walk';
import { differenceOf, type Difference } from '#read-models/figures/difference/difference';
import {
  lineageOf,
  type LeafQuestion,
  type Lineage,
  type LineageLeaf,
} from '#read-models/figures/lineage/lineage';
import type { FigureQuestion } from '#read-models/figures/question/question';
import { answering } from './queries.ts';

export class AskLineage extends Query<Lineage> {
  readonly question: FigureQuestion;
  readonly leaves: LeafQuestion;

  constructor(question: FigureQuestion, leaves: LeafQuestion) {
    super();
    this.question = question;
    this.leaves = leaves;
  }
}

/** What the log says of leaves, as known at a position. */
export class TellLeaves extends Query<readonly ToldLeaf[]> {
  readonly leaves: readonly LineageLeaf[];
  readonly position: bigint;

  constructor(leaves: readonly LineageLeaf[], position: bigint) {
    super();
    this.leaves = leaves;
    this.position = position;
  }
}

export class AskDifference extends Query<Difference> {
  readonly from: FigureQuestion;
  readonly to: FigureQuestion;
  readonly bringer: string | undefined;

  /** `bringer` is the party whose changes are told apart from those of others. */
  constructor(from: FigureQuestion, to: FigureQuestion, bringer: string | undefined) {
    super();
    this.from = from;
    this.to = to;
    this.bringer = bringer;
  }
}

export class TellChanges extends Query<readonly ToldChange[]> {
  readonly changes: readonly RecordedChange[];

  constructor(changes: readonly RecordedChange[]) {
    super();
    this.changes = changes;
  }
}

export const lineageQueryHandlers: Type[] = [
  answering(AskLineage, (folder, { question, leaves }) => lineageOf(folder.figures, question, leaves)),
  answering(TellLeaves, (folder, { leaves, position }) => tellInBatches(folder, leaves, position)),
  answering(AskDifference, async (folder, { from, to, bringer }) => {
    const difference = differenceOf(folder.figures, from, to, bringer);
    return { ...difference, changes: await withActors(folder, difference.changes) };
  }),
  answering(TellChanges, (folder, { changes }) => tellChanges(folder, changes)),
];
