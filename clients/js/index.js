// Facts about the schema of the Cinq Axes API for clients with a normalised cache.
import { embeddedTypes, possibleTypes } from './schema.js';

export { embeddedTypes, possibleTypes };

/** The `keys` of urql's graphcache: types without an id are embedded in their parent. */
export const keys = Object.fromEntries(embeddedTypes.map((name) => [name, () => null]));

/** The `scalars` of graphql-codegen: a `Date` is a text, YYYY-MM-DD, or "today" as a variable. */
export const scalars = { Date: 'string', ID: 'string' };
