/**
 * The window's list of clinics, kept in order. A change of one clinic moves that one; nothing is sorted, filtered or
 * searched again for it.
 */
import type { ClinicRow } from '../../../src-shared/organizations/clinic-row';
import type { ProofSpans } from '../../../src-shared/organizations/proof-spans';
import type { ClinicSummary } from '../../../src-shared/readiness/summarize';
import { findClinics, inSlices, type PlaceOf, type Slicing } from './clinic-finder';
import { createNameOrder, mayMove, orderBy, reordered } from './clinic-order';
import type { ClinicCounts, ClinicQuery } from './clinic-query';
import { narrows, placing } from './clinic-search';
import { type ListedClinic, listed, summaryOf } from './listed-clinic';
import { putIn, takeOut } from './sorted';

export type ClinicIndex = ReturnType<typeof createClinicIndex>;

/** How many drawn rows are kept: more than a window shows. */
const drawnAtMost = 400;
/** How many clinics are looked at again in one go. */
const agedAtOnce = 250;

const noCounts = (): ClinicCounts => ({ all: 0, 'needs-attention': 0, unproven: 0, ready: 0, 'not-set-up': 0 });

function placeFor({ search, filter }: Pick<ClinicQuery, 'search' | 'filter'>): PlaceOf {
  const place = placing(search);
  return (clinic) => (filter === 'all' || clinic.status === filter ? place(clinic.searched) : null);
}

export type IndexOptions = {
  locale?: string;
  slicing?: Slicing;
  now?: () => Date;
  /** Called when answers came later than they were asked for. */
  answered?: () => void;
};

export function createClinicIndex(
  first: ClinicQuery,
  {
    locale = navigator.language,
    slicing = inSlices,
    now = () => new Date(),
    answered: tellAnswered = () => undefined,
  }: IndexOptions = {},
) {
  const byId = new Map<string, ListedClinic>();
  const drawn = new Map<ListedClinic, ClinicSummary>();
  const names = createNameOrder(locale);
  let query = first;
  let compare = orderBy(query.sort, names);
  let placeOf = placeFor(query);
  /** All clinics: by name, and in the order that was asked for. */
  let byName: ListedClinic[] = [];
  let order: ListedClinic[] = [];
  let answers: ListedClinic[] = [];
  let counts = noCounts();
  /** How long a proof counts. */
  let spans: ProofSpans = { checkMs: Number.POSITIVE_INFINITY, testMs: Number.POSITIVE_INFINITY };
  /** While answers are looked for: how to stop, and the clinics that came or changed meanwhile. */
  let finding: { question: 'new' | 'same'; stop: () => void; late: Set<ListedClinic> } | null = null;
  /** What was answered last, in the list's order, as long as no clinic has changed: all that typing on can find. */
  let answered: { query: ClinicQuery; clinics: ListedClinic[] } | null = null;
  /** While the rows stand still: how they stand, and whether they would stand otherwise by now. */
  let standing: { rows: ListedClinic[]; time: number; isMarked: boolean; isOld: boolean } | null = null;
  /** How often rows have stood still. */
  let times = 0;
  /** Grows when clinics leave the list. */
  let removals = 0;

  const nearestFirst = (a: ListedClinic, b: ListedClinic) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0) || compare(a, b);
  const answersNow = (clinics: readonly ListedClinic[]) => clinics.filter((clinic) => placeOf(clinic) !== null);
  const stand = (rows: ListedClinic[] = [...answers]) => {
    times += 1;
    standing = { rows, time: times, isMarked: false, isOld: false };
  };

  /** Rows that stand still are joined by what answers only now. */
  function join(coming: readonly ListedClinic[]): void {
    if (!standing) return;
    standing.isOld = true;
    const { time } = standing;
    // Only now: mostly the pointer goes before anything comes.
    if (!standing.isMarked) for (const clinic of standing.rows) clinic.stoodIn = time;
    standing.isMarked = true;
    for (const clinic of coming) {
      if (clinic.stoodIn === time) continue;
      clinic.stoodIn = time;
      standing.rows.push(clinic);
    }
  }

  /**
   * @param asked a new question is answered in its own order, also where rows stand still
   * @param among in the list's order, all that can answer
   */
  function find(asked: 'new' | 'same', among: readonly ListedClinic[] = order): void {
    const question = finding?.question === 'new' ? 'new' : asked;
    finding?.stop();
    const late = new Set<ListedClinic>();
    let isLate = false;
    const stop = findClinics(
      // A copy, since the order may change while it is searched.
      [...among],
      placeOf,
      (found, asTheyCame) => {
        finding = null;
        answered = late.size === 0 && found.length < order.length ? { query, clinics: asTheyCame } : null;
        answers = late.size === 0 ? found : found.filter((clinic) => !late.has(clinic));
        answers = putIn(answers, answersNow([...late].filter(({ id }) => byId.has(id))), nearestFirst);
        if (standing && question === 'new') stand();
        else join(answers);
        if (isLate) tellAnswered();
      },
      slicing,
    );
    isLate = true;
    finding = stop === null ? null : { question, stop, late };
  }

  /** Names are compared otherwise from now on. */
  function sortAgain(): void {
    byName.sort(names.compare);
    order = reordered(byName, query.sort);
    find('same');
  }

  function place(clinics: readonly ListedClinic[]): void {
    if (clinics.length === 0) return;
    if (finding) {
      for (const clinic of clinics) finding.late.add(clinic);
      return;
    }
    const coming = answersNow(clinics);
    answers = putIn(answers, coming, nearestFirst);
    join(coming);
  }

  function put(rows: readonly ClinicRow[]): void {
    if (rows.length > 0) answered = null;
    const at = now();
    const added: ListedClinic[] = [];
    const changed: { clinic: ListedClinic; next: ListedClinic }[] = [];
    let isOtherOrder = false;
    for (const row of new Map(rows.map((row) => [row.id, row])).values()) {
      const next = listed(row, at, spans);
      isOtherOrder = names.sees(row.name) || isOtherOrder;
      const clinic = byId.get(row.id);
      if (clinic) changed.push({ clinic, next });
      else added.push(next);
    }
    const of = (which: (clinic: ListedClinic, next: ListedClinic) => boolean) =>
      changed.flatMap(({ clinic, next }) => (which(clinic, next) ? [clinic] : []));
    const renamed = of((clinic, next) => clinic.row.name !== next.row.name);
    const moved = of((clinic, next) => mayMove(clinic, next, query.sort));
    const placed = of((clinic, next) => mayMove(clinic, next, query.sort) || placeOf(clinic) !== placeOf(next));

    if (!isOtherOrder) {
      byName = takeOut(byName, renamed, names.compare);
      order = takeOut(order, moved, compare);
      if (!finding) answers = takeOut(answers, answersNow(placed), nearestFirst);
    }
    for (const { clinic, next } of changed) {
      counts[clinic.status] -= 1;
      counts[next.status] += 1;
      Object.assign(clinic, next);
      drawn.delete(clinic);
      finding?.late.add(clinic);
    }
    for (const clinic of added) {
      byId.set(clinic.id, clinic);
      counts.all += 1;
      counts[clinic.status] += 1;
    }
    if (isOtherOrder) {
      byName.push(...added);
      sortAgain();
      return;
    }
    byName = putIn(byName, [...renamed, ...added], names.compare);
    order = putIn(order, [...moved, ...added], compare);
    place([...placed, ...added]);
  }

  function remove(ids: Iterable<string>): void {
    const gone = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
    if (gone.length === 0) return;
    answered = null;
    const isGone = new Set(gone);
    byName = takeOut(byName, gone, names.compare);
    order = takeOut(order, gone, compare);
    // Answers that are about to be replaced may stand in an older order.
    answers = finding
      ? answers.filter((clinic) => !isGone.has(clinic))
      : takeOut(answers, answersNow(gone), nearestFirst);
    for (const clinic of gone) {
      byId.delete(clinic.id);
      drawn.delete(clinic);
      finding?.late.add(clinic);
      counts.all -= 1;
      counts[clinic.status] -= 1;
    }
    if (standing) standing.rows = standing.rows.filter((clinic) => !isGone.has(clinic));
    removals += 1;
  }

  return {
    /** The rows to show. The same array is changed as the clinics change. */
    rows: (): readonly ListedClinic[] => standing?.rows ?? answers,
    counts: (): Readonly<ClinicCounts> => ({ ...counts }),
    ids: () => byId.keys(),
    get: (id: string): ListedClinic | undefined => byId.get(id),
    /** Another number than before: clinics have left the list. */
    removals: () => removals,
    /** New and changed clinics. */
    put,
    remove,
    clear(): void {
      finding?.stop();
      [finding, answered] = [null, null];
      if (standing) stand([]);
      removals += 1;
      byId.clear();
      drawn.clear();
      [byName, order, answers, counts] = [[], [], [], noCounts()];
    },
    ask(next: ClinicQuery): void {
      const isSorted = next.sort.column === query.sort.column && next.sort.descending === query.sort.descending;
      const before = answered;
      const isNarrower =
        isSorted &&
        before !== null &&
        (before.query.filter === 'all' || before.query.filter === next.filter) &&
        narrows(before.query.search, next.search);
      query = next;
      placeOf = placeFor(next);
      if (!isSorted) {
        answered = null;
        compare = orderBy(next.sort, names);
        order = reordered(byName, next.sort);
      }
      find('new', isNarrower ? before.clinics : order);
    },
    /** What a search finds whatever is asked of the list, nearest first. Returns how to stop. */
    look: (search: string, found: (clinics: readonly ListedClinic[]) => void) =>
      findClinics([...byName], placeFor({ search, filter: 'all' }), found, slicing) ?? (() => undefined),
    /** A row as it is drawn: the same object as long as the clinic reads the same. */
    summary(clinic: ListedClinic): ClinicSummary {
      const known = drawn.get(clinic);
      if (known) return known;
      if (drawn.size >= drawnAtMost) drawn.clear();
      const made = summaryOf(clinic.row, now(), spans);
      drawn.set(clinic, made);
      return made;
    },
    /** True: no row leaves its place, what is new comes last, what is gone leaves. False: in order again. */
    hold(still: boolean): void {
      if (!still) standing = null;
      else if (!standing) stand();
    },
    /** The order that the rows would have now; they go on standing still. */
    release(): void {
      if (standing) stand();
    },
    /** True when the rows stand in another order than they would have now. */
    isHeld: (): boolean => standing?.isOld === true,
    /** How long a proof counts. What that changes, {@link age} does. */
    proofsCount(next: ProofSpans): void {
      if (spans.checkMs === next.checkMs && spans.testMs === next.testMs) return;
      spans = next;
      for (const clinic of byId.values()) clinic.changesAt = 0;
    },
    /** Lets proofs grow old, a number of clinics at once; done when none is left. */
    age(): { changed: boolean; isDone: boolean } {
      const at = now().getTime();
      const due: ClinicRow[] = [];
      for (const { row, changesAt } of byId.values()) {
        if (due.length === agedAtOnce) break;
        if (changesAt <= at) due.push(row);
      }
      put(due);
      return { changed: due.length > 0, isDone: due.length < agedAtOnce };
    },
  };
}
