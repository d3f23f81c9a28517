/** Commands on the years of a partnership: closed in two steps by two people, and reopened. */
import {
  CHECKLIST_ITEMS,
  CHECKLIST_OUTCOMES,
  type ChecklistEntry,
  type ChecklistItem,
  type ChecklistOutcome,
} from '#domain/period/events';
import { AbsentOrNull, NestedList, OneOf, Text } from '../fields.ts';
import { NothingDto } from './nothing.dto.ts';
import { RECORDERS, route, type CommandRoute, type Place } from './route.ts';

export class ChecklistEntryDto {
  @OneOf(CHECKLIST_ITEMS)
  item!: ChecklistItem;

  @OneOf(CHECKLIST_OUTCOMES)
  outcome!: ChecklistOutcome;

  @AbsentOrNull()
  @Text({ max: 200 })
  note?: string | null;
}

export class StartClosingDto {
  @NestedList(() => ChecklistEntryDto, 50)
  checklist!: ChecklistEntryDto[];
}

export class YearReasonDto {
  @Text({ max: 200 })
  reason!: string;
}

const yearIn = ({ year }: Place): number => Number.parseInt(year, 10);

const calendarOf = (id: string): string => `partnerships/${id}/periods`;

function checklistOf({ checklist }: StartClosingDto): readonly ChecklistEntry[] {
  return checklist.map(({ item, outcome, note }) => ({ item, outcome, note: note ?? null }));
}

export const periodCommands: readonly CommandRoute[] = [
  route({
    post: 'partnerships/:id/periods/:year/closings',
    name: 'startClosing',
    summary: 'Start to close a year: nothing effective in it enters from here on',
    roles: RECORDERS,
    body: StartClosingDto,
    target: 'existing',
    scope: 'calendar',
    readAt: calendarOf,
    ask: (body, place) => ({
      aggregate: 'period',
      id: place.id,
      closing: { year: yearIn(place), checklist: checklistOf(body) },
    }),
  }),
  route({
    post: 'partnerships/:id/periods/:year/closures',
    name: 'closePeriod',
    summary: 'Close a year whose closing another person started',
    roles: RECORDERS,
    body: NothingDto,
    target: 'existing',
    scope: 'calendar',
    readAt: calendarOf,
    ask: (_body, place) => ({
      aggregate: 'period',
      id: place.id,
      closing: { year: yearIn(place), checklist: null },
    }),
  }),
  route({
    post: 'partnerships/:id/periods/:year/abandonments',
    name: 'abandonClosing',
    summary: 'Abandon the closing of a year',
    roles: RECORDERS,
    body: YearReasonDto,
    target: 'existing',
    scope: 'calendar',
    readAt: calendarOf,
    ask: ({ reason }, place) => ({
      aggregate: 'period',
      id: place.id,
      command: { kind: 'abandonClosing', year: yearIn(place), reason },
    }),
  }),
  route({
    post: 'partnerships/:id/periods/:year/reopenings',
    name: 'reopenPeriod',
    summary: 'Reopen a closed year, for a reason; by a second person',
    roles: RECORDERS,
    body: YearReasonDto,
    target: 'existing',
    scope: 'calendar',
    readAt: calendarOf,
    ask: ({ reason }, place) => ({
      aggregate: 'period',
      id: place.id,
      command: { kind: 'reopen', year: yearIn(place), reason },
    }),
  }),
];
