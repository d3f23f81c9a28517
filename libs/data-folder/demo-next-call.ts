/** The invented partnership's next call: what is promised and under way, nothing verified yet. */
import { accounted, digestOf, documentOf, euro, onContribution, partnershipOf, stated } from './demo-desk.ts';
import type { Bodies, Hands } from './demo-book.ts';
import type { Example } from './demo-example.ts';

const TWO_YEARS = ['2025-01-01', '2026-12-31'] as const;

export async function recordNextCall(hands: Hands, bodies: Bodies, first: Example): Promise<void> {
  const { record } = hands;
  const { municipality, cooperative } = bodies;
  const partnership = await record(
    'ex2/partenariato',
    partnershipOf({
      title: 'Valle di Esempio, secondo bando (caso inventato)',
      instrument: 'COPROGETTAZIONE',
      form: 'CONVENZIONE_ART55',
      leadBody: municipality,
      from: TWO_YEARS[0],
      to: TWO_YEARS[1],
      usersAreas: ['FAM'],
      follows: { partnership: first.partnership, how: 'NEXT_CALL' },
    }),
  );
  await record('ex2/convenzione', {
    aggregate: 'partnership',
    id: partnership,
    command: {
      kind: 'signConvention',
      convention: {
        act: { number: '93', date: '2024-12-18', protocol: null },
        document: digestOf('Convenzione 93 del 18/12/2024, esempio'),
        signatories: [
          { party: municipality, capacity: 'RESPONSIBLE_OFFICER' },
          { party: cooperative, capacity: 'LEGAL_REPRESENTATIVE' },
        ],
        validFrom: TWO_YEARS[0],
        validTo: TWO_YEARS[1],
        requiredShareBp: 1_000,
        reimbursementBasis: 'ACTUAL_COSTS',
        eligibleCosts: euro('200000.00'),
        cig: null,
        cigPurpose: null,
        cup: null,
      },
    },
  });
  await record('ex2/ammesso-coop', {
    aggregate: 'partnership',
    id: partnership,
    command: { kind: 'admitPartner', party: cooperative, role: 'PARTNER', on: '2025-01-01' },
  });
  const call = { ...hands, partnership, bodies, sources: first.sources };
  await municipalPlan(call);
  await plannedHours(call);
  await vouchers(call);
  await promiseLetGo(call);
}

interface Call extends Hands {
  readonly partnership: string;
  readonly bodies: Bodies;
  readonly sources: Example['sources'];
}

/** Committed in part; the rest of the promise stays open. */
async function municipalPlan({ record, partnership, bodies, sources }: Call): Promise<void> {
  const { municipality, cooperative } = bodies;
  const statement = stated({
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    stage: 'PLEDGED',
    resource: { kind: 'CASH', amount: euro('120000.00') },
    on: TWO_YEARS,
    usersArea: 'FAM',
  });
  const schedule = [2025, 2026].map((year) => ({ year, amount: euro('60000.00') }));
  const pledge = {
    kind: 'pledge',
    partnership,
    externalRef: null,
    schedule,
    expiresOn: '2026-12-31',
  } as const;
  const plan = await record('ex2/contributo', onContribution(null, { ...pledge, statement }));
  const common = { effective: { from: '2025-02-10', to: '2025-02-10' }, keepRemainder: true } as const;
  const committed = accounted({ commitmentNo: '40', year: 2025, pdc: 'U.1.04.04.01.001' });
  await record(
    'ex2/contributo-impegno',
    onContribution(plan, {
      ...common,
      kind: 'commit',
      part: { amount: euro('60000.00') },
      accounting: committed,
    }),
  );
  await record(
    'ex2/contributo-liquidazione',
    onContribution(plan, {
      ...common,
      kind: 'deliver',
      part: { amount: euro('25000.00') },
      effective: { from: '2025-06-30', to: '2025-06-30' },
      accounting: accounted({ liquidationNo: '40/L1' }),
    }),
  );
}

/** Hours promised for two years, delivered in parts. */
async function plannedHours({ record, partnership, bodies, sources }: Call): Promise<void> {
  const { cooperative } = bodies;
  const statement = stated({
    payer: cooperative,
    bringer: cooperative,
    fundingSource: sources.ownOfCoop,
    stage: 'PLEDGED',
    resource: {
      kind: 'PAID_STAFF',
      person: '00000000-0000-4000-8000-000000000001',
      minutes: 36_000,
      valuation: { method: 'STAFF_1720', version: 1, inputs: { annualCost: '34400.00' } },
    },
    on: TWO_YEARS,
    usersArea: 'FAM',
  });
  const pledge = { kind: 'pledge', partnership, externalRef: null, schedule: null, expiresOn: null } as const;
  const plan = await record('ex2/personale', onContribution(null, { ...pledge, statement }));
  for (const [minutes, from, to] of [
    [6_000, '2025-01-01', '2025-03-31'],
    [4_500, '2025-04-01', '2025-06-30'],
  ] as const) {
    const move = { kind: 'deliver', part: { minutes }, effective: { from, to } } as const;
    await record(`ex2/personale-${from}`, onContribution(plan, move));
  }
  const document = documentOf('TIMESHEET', 'Fogli ore del primo semestre 2025, esempio');
  await record('ex2/personale-prova', onContribution(plan, { kind: 'attachEvidence', document }));
}

/** Service vouchers: a public part, and the part that users pay. */
async function vouchers({ record, partnership, bodies, sources }: Call): Promise<void> {
  const { municipality, cooperative } = bodies;
  const statement = stated({
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    stage: 'PAID',
    resource: {
      kind: 'CASH',
      nature: 'VOUCHER',
      amount: euro('3000.00'),
      userPart: euro('600.00'),
    },
    on: ['2025-03-01', '2025-06-30'],
    usersArea: 'FAM',
    evidence: [documentOf('PAYMENT_PROOF', 'Buoni servizio 2025, esempio')],
  });
  const command = { kind: 'record', partnership, externalRef: null, statement } as const;
  await record('ex2/buoni', onContribution(null, command));
}

/** A company promised money and could not keep its word. */
async function promiseLetGo({ record, partnership, bodies, sources }: Call): Promise<void> {
  const statement = stated({
    payer: bodies.company,
    bringer: bodies.cooperative,
    fundingSource: sources.company,
    stage: 'PLEDGED',
    resource: { kind: 'CASH', amount: euro('4000.00') },
    on: '2025-03-31',
  });
  const pledge = { kind: 'pledge', partnership, externalRef: null, schedule: null, expiresOn: null } as const;
  const promise = await record('ex2/promessa', onContribution(null, { ...pledge, statement }));
  const reference = 'Nota dell’impresa del 20/05/2025, esempio';
  const release = { kind: 'releasePledge', effectiveOn: '2025-05-20', reference } as const;
  await record('ex2/promessa-rilascio', onContribution(promise, release));
}
