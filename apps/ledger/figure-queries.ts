/** Questions that ask more of the figures than a ratio, and their handlers. */
import type { Type } from '@nestjs/common';
import { Query } from '@nestjs/cqrs';
import type { ExpiringFilter, ExpiringPage } from '#read-models/contributions/contributions';
import { curveOf, type Curve, type CurveStep } from '#read-models/figures/compared/curve';
import {
  observe,
  type Observatory,
  type ObservatoryQuestion,
} from '#read-models/figures/compared/observatory';
import { remembered } from '#read-models/figures/compared/remembered';
import { answerOne, type OneAnswer, type OneQuestion } from '#read-models/figures/kinds/one';
import type { Selection } from '#read-models/figures/question/question';
import {
  sensitivityOf,
  type Sensitivity,
  type SensitivityQuestion,
} from '#read-models/figures/compared/sensitivity';
import { answering, type Page } from './queries.ts';

/** One figure by itself: a ratio, an attribution or a series. */
export class AskOneFigure extends Query<OneAnswer> {
  readonly question: OneQuestion;

  constructor(question: OneQuestion) {
    super();
    this.question = question;
  }
}

export class AskCurve extends Query<Curve> {
  readonly selection: Omit<Selection, 'basis'>;
  readonly step: CurveStep;

  constructor(selection: Omit<Selection, 'basis'>, step: CurveStep) {
    super();
    this.selection = selection;
    this.step = step;
  }
}

export class AskSensitivity extends Query<Sensitivity> {
  readonly question: SensitivityQuestion;

  constructor(question: SensitivityQuestion) {
    super();
    this.question = question;
  }
}

export class AskObservatory extends Query<Observatory> {
  readonly question: ObservatoryQuestion;

  constructor(question: ObservatoryQuestion) {
    super();
    this.question = question;
  }
}

export class ListExpiringPledges extends Query<ExpiringPage> {
  readonly filter: ExpiringFilter;
  readonly page: Page;

  constructor(filter: ExpiringFilter, page: Page) {
    super();
    this.filter = filter;
    this.page = page;
  }
}

export const figureQueryHandlers: Type[] = [
  answering(AskOneFigure, (folder, { question }) => answerOne(folder.figures, question)),
  answering(AskCurve, ({ figures }, { selection, step }) =>
    remembered(figures, `curve by ${step}`, selection, (placed) => curveOf(figures, placed, step)),
  ),
  answering(AskSensitivity, ({ figures }, { question }) =>
    remembered(figures, 'sensitivity', question, (placed) => sensitivityOf(figures, placed)),
  ),
  answering(AskObservatory, ({ figures }, { question }) =>
    remembered(figures, 'observatory', question, (placed) => observe(figures, placed)),
  ),
  answering(ListExpiringPledges, (folder, { filter, page }) => folder.contributions.expiring(filter, page)),
];
