/** Object types of each interface, by name: the `possibleTypes` of Apollo Client. */
export declare const possibleTypes: Record<string, string[]>;

/** Object types without an id, which are embedded in their parent. */
export declare const embeddedTypes: string[];

/** The `keys` of urql's graphcache. */
export declare const keys: Record<string, () => null>;

/** The `scalars` of graphql-codegen. */
export declare const scalars: { Date: 'string'; ID: 'string' };
