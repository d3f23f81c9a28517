/**
 * Who first gave up a euro, and the side it therefore counts on. The side follows the ultimate origin, never the
 * body that books the money (OECD mobilisation method; ECA special report 3/2019 on double counting).
 */

/** Classes of ultimate origin, with the side of each. Bank-origin foundations are private (Corte cost. 300/2003). */
const SIDE_OF_ORIGIN = {
  EU: 'PUBLIC',
  STATE: 'PUBLIC',
  REGION: 'PUBLIC',
  PROVINCE: 'PUBLIC',
  MUNICIPALITY: 'PUBLIC',
  OTHER_PUBLIC: 'PUBLIC',
  /** Public for certain, the source does not say which level. */
  PUBLIC_UNSPECIFIED: 'PUBLIC',
  FOREIGN_STATE: 'PUBLIC',
  HEALTH_SERVICE: 'PUBLIC_HEALTH',
  THIRD_SECTOR: 'T',
  FOUNDATION: 'F',
  COMPANY: 'O',
  OTHER_PRIVATE: 'O',
  USERS: 'U',
  UNRESOLVED: 'UNRESOLVED',
} as const;

export type OriginClass = keyof typeof SIDE_OF_ORIGIN;

/**
 * `T` Third Sector own, `F` philanthropic, `O` other private, `U` users' fees; `FINANCING` is repayable money,
 * which is no contribution; `UNRESOLVED` stays outside every ratio and is reported as a gap; `PASSED_ON` was counted
 * where it entered and weighs zero; `PRICE` is what a service was bought for.
 */
export type Side = (typeof SIDE_OF_ORIGIN)[OriginClass] | 'FINANCING' | 'PASSED_ON' | 'PRICE';

/** Where money of a fact came from: a class of a source, or none, because it was counted before or is a price. */
export type FactOrigin = OriginClass | 'PASSED_ON' | 'PRICE';

export const ORIGIN_CLASSES = Object.keys(SIDE_OF_ORIGIN) as readonly OriginClass[];
export const SIDES: readonly Side[] = [
  'PUBLIC',
  'PUBLIC_HEALTH',
  'T',
  'F',
  'O',
  'U',
  'FINANCING',
  'UNRESOLVED',
  'PASSED_ON',
  'PRICE',
];

/** Public money of every level, the health service included: what stands below the line of most ratios. */
export const PUBLIC_SIDES: readonly Side[] = ['PUBLIC', 'PUBLIC_HEALTH'];
/** Resources that are not public and no user's. */
export const OTHER_SIDES: readonly Side[] = ['T', 'F', 'O'];
export const COUNTED_SIDES: readonly Side[] = [...PUBLIC_SIDES, ...OTHER_SIDES];

/** The side of one origin class inside a source; all of a repayable source is financing. */
export function sideOf(origin: OriginClass, repayable: boolean): Side {
  return repayable ? 'FINANCING' : SIDE_OF_ORIGIN[origin];
}
