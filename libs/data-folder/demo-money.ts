/** The money of the invented partnership: public, passed on, a foundation's, a company's and the users'. */
import type { Accounting } from '#domain/contribution/statement';
import { accounted, cash, documentOf, euro, onContribution, stated, type Run } from './demo-desk.ts';
import type { Book } from './demo-book.ts';

/** Pledged by years, then committed, liquidated and paid under public accounting, and verified. */
export async function municipalGrant({
  record,
  verified,
  partnership,
  bodies,
  sources,
}: Book): Promise<string> {
  const { municipality, cooperative } = bodies;
  const statement = stated({
    payer: municipality,
    bringer: municipality,
    receiver: cooperative,
    fundingSource: sources.municipal,
    stage: 'PLEDGED',
    resource: cash('250000.00'),
    on: ['2023-01-01', '2024-12-31'],
    usersArea: 'MUL',
    act: 'Delibera di Giunta 140 del 05/12/2022, esempio',
  });
  const schedule = [
    { year: 2023, amount: euro('150000.00') },
    { year: 2024, amount: euro('100000.00') },
  ];
  const grant = await record(
    'ex/contributo',
    onContribution(null, {
      kind: 'pledge',
      partnership,
      externalRef: 'ES-contributo',
      statement,
      schedule,
      expiresOn: '2024-12-31',
    }),
  );
  await paidByYear(record, grant);
  const document = documentOf('PAYMENT_PROOF', 'Mandati 101/M e 12/M, esempio');
  await record('ex/contributo-prova', onContribution(grant, { kind: 'attachEvidence', document }));
  return verified('contributo', grant, '250000.00');
}

/** Of the municipal grant, part had not been spent. */
export async function recovered({ record, bodies }: Book, grant: string): Promise<void> {
  await record(
    'ex/contributo-recupero',
    onContribution(grant, {
      kind: 'recover',
      amount: euro('5000.00'),
      from: bodies.cooperative,
      effectiveOn: '2024-12-30',
      act: 'Determina 311 del 30/12/2024, esempio',
    }),
  );
}

/** Each year's part goes through the phases of public spending: committed, liquidated, paid. */
async function paidByYear(run: Run, grant: string): Promise<void> {
  const pdc = 'U.1.04.04.01.001';
  for (const [year, amount, number] of [
    [2023, '150000.00', '101'],
    [2024, '100000.00', '12'],
  ] as const) {
    const move = (kind: 'commit' | 'deliver' | 'pay', day: string, known: Partial<Accounting>) => {
      const effective = { from: day, to: day };
      const accounting = accounted({ missionProgramme: '12.07', ...known });
      const part = { amount: euro(amount) };
      const command = { kind, part, effective, accounting, keepRemainder: true } as const;
      return run(`ex/contributo-${kind}-${year}`, onContribution(grant, command));
    };
    const publication = `Amministrazione trasparente, scheda ${number}/${year}, esempio`;
    await move('commit', `${year}-01-20`, { commitmentNo: number, year, pdc });
    await move('deliver', `${year}-11-28`, { liquidationNo: `${number}/L` });
    await move('pay', `${year}-12-12`, {
      mandateNo: `${number}/M`,
      pdc,
      dedicatedAccount: true,
      publication,
    });
  }
}

/** One public euro, two transfers, and its last holder who calls part of it its own: it counts once. */
export async function passedOn({
  record,
  entered,
  verified,
  partner,
  partnership,
  bodies,
  sources,
}: Book): Promise<void> {
  const { region, area, cooperative } = bodies;
  const allocation = await entered(
    'fse',
    stated({
      payer: region,
      bringer: region,
      fundingSource: sources.esf,
      stage: 'PAID',
      resource: cash('100000.00'),
      on: '2023-03-10',
      act: 'Decreto di riparto 77 del 01/03/2023, esempio',
      evidence: [documentOf('GRANT_LETTER', 'Decreto di riparto 77/2023, esempio')],
    }),
  );
  await verified('fse', allocation, '100000.00');
  for (const [key, from, to, effectiveOn] of [
    ['ambito', region, area, '2023-03-15'],
    ['coop', area, cooperative, '2023-04-05'],
  ] as const) {
    const amount = euro('100000.00');
    const fundedBy = [{ contribution: allocation, amount }];
    const act = `Atto di trasferimento ${key}, esempio`;
    const transfer = { from, to, amount, fundedBy, effectiveOn, lateFor: null, act };
    const command = { kind: 'transfer', partnership, transfer } as const;
    await record(`ex/trasferimento-${key}`, { aggregate: 'transfer', id: null, command });
  }
  const own = await entered(
    'cassa',
    stated({
      payer: cooperative,
      bringer: cooperative,
      fundingSource: sources.ownOfCoop,
      stage: 'PAID',
      resource: cash('30000.00'),
      on: '2023-06-30',
      fundedBy: [{ contribution: allocation, amount: euro('18000.00') }],
      evidence: [documentOf('PAYMENT_PROOF', 'Bonifici di giugno 2023, esempio')],
    }),
  );
  await partner('ex/cassa-conferma', onContribution(own, { kind: 'confirm' }));
  await verified('cassa', own, '30000.00');
}

/** Money that is neither public nor the Third Sector's own. */
export async function moneyOfOthers(book: Book): Promise<void> {
  await foundationGrant(book);
  const { entered, verified, bodies, sources } = book;
  const { cooperative, company, users } = bodies;
  const toCoop = { bringer: cooperative, receiver: cooperative, stage: 'PAID' } as const;
  const gift = stated({
    ...toCoop,
    payer: company,
    fundingSource: sources.company,
    resource: cash('5000.00'),
    on: '2024-05-15',
    evidence: [documentOf('PAYMENT_PROOF', 'Erogazione del 15/05/2024, esempio')],
  });
  await verified('erogazione', await entered('erogazione', gift), '5000.00');
  const fees = stated({
    ...toCoop,
    payer: users,
    fundingSource: sources.fees,
    resource: { ...cash('7200.00'), nature: 'USER_FEE' },
    on: ['2023-01-01', '2024-12-31'],
    usersArea: 'ANZ',
    evidence: [documentOf('OTHER', 'Riepilogo rette 2023-2024, esempio')],
  });
  await verified('rette', await entered('rette', fees), '7200.00');
}

/** Awarded for two years; the first instalment was confirmed, received and verified, the second is still a promise. */
async function foundationGrant({
  record,
  verified,
  partner,
  partnership,
  bodies,
  sources,
}: Book): Promise<void> {
  const statement = stated({
    payer: bodies.foundation,
    bringer: bodies.cooperative,
    receiver: bodies.cooperative,
    fundingSource: sources.calls,
    stage: 'PLEDGED',
    resource: cash('60000.00'),
    on: ['2023-01-01', '2024-12-31'],
    usersArea: 'FAM',
    act: 'Lettera di assegnazione 15/2023, esempio',
    evidence: [documentOf('GRANT_LETTER', 'Lettera di assegnazione 15/2023, esempio')],
  });
  const schedule = [
    { year: 2023, amount: euro('40000.00') },
    { year: 2024, amount: euro('20000.00') },
  ];
  const pledge = { kind: 'pledge', partnership, externalRef: 'ES-bando', schedule, expiresOn: null } as const;
  const grant = await record('ex/bando', onContribution(null, { ...pledge, statement }));
  const part = { amount: euro('40000.00') };
  for (const [kind, day] of [
    ['commit', '2023-02-01'],
    ['pay', '2023-10-10'],
  ] as const) {
    const effective = { from: day, to: day };
    await record(`ex/bando-${kind}`, onContribution(grant, { kind, part, effective, keepRemainder: true }));
  }
  await partner('ex/bando-conferma', onContribution(grant, { kind: 'confirm' }));
  await verified('bando', grant, '40000.00');
}
