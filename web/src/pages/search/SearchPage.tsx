import { parseAsString, useQueryState } from 'nuqs';
import { useAnswer } from '../../api/useAnswer';
import { useReference } from '../../api/useReference';
import { NodeLink } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { SearchDocument, type SearchQuery } from '../../parts/search.generated';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { describe, SEARCH_KINDS } from '../../words/kinds';
import { count } from '../../words/texts';

const MAX_HITS = 100;
const NEAREST =
  'Rien ne réunit tous ces mots. Voici les structures de cette nature les plus proches du lieu (celles qui y agissent, sinon celles de son département ou de sa région), puis le lieu.';
type Hit = NonNullable<SearchQuery['search']>['hits'][number];

/** Shows search results by kind. */
export function SearchPage() {
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const {
    reference: { word },
  } = useReference();
  const query = useAnswer(SearchDocument, { text, first: MAX_HITS }, text !== '');
  return (
    <PageFrame
      title={text ? `Recherche : ${text}` : 'Recherche'}
      hasArea={false}
      query={query}
      announce={(answer) => `${count(answer.search?.totalCount ?? 0, 'résultat')}`}
      exports={(answer) =>
        tableExports(
          'recherche',
          [
            { id: 'kind', header: 'Nature', accessorFn: ({ kind }: Hit) => SEARCH_KINDS[kind].many },
            { id: 'label', header: 'Nom', accessorFn: ({ node }: Hit) => node.label },
            { id: 'details', header: 'Précision', accessorFn: (hit: Hit) => describe(hit, word) },
            { id: 'id', header: 'Identifiant', accessorFn: ({ node }: Hit) => node.id },
          ],
          answer.search?.hits ?? [],
        )
      }
    >
      {({ search }) => {
        if (!search || search.totalCount === 0)
          return (
            <Empty>
              Rien ne correspond. Chaque mot doit commencer un mot du nom, du code ou du titre, de la nature
              ou du territoire de ce que vous cherchez ; accents, majuscules et petites fautes de frappe ne
              comptent pas.
            </Empty>
          );
        return (
          <>
            {search.approximate && <p className="note">{NEAREST}</p>}
            <div className="cards-grid">
              {search.totalByKind
                .filter(({ count: total }) => total > 0)
                .map(({ kind, count: total }) => {
                  const hits = search.hits.filter((hit) => hit.kind === kind);
                  return (
                    <section key={kind} className="card">
                      <h2>
                        {SEARCH_KINDS[kind].many} ({total})
                      </h2>
                      <ul className="plain">
                        {hits.map((hit) => (
                          <li key={hit.node.id}>
                            <NodeLink node={hit.node} /> <span className="note">({describe(hit, word)})</span>
                          </li>
                        ))}
                      </ul>
                      {hits.length < total && (
                        <p className="note">{count(total - hits.length, 'autre')} : précisez la recherche.</p>
                      )}
                    </section>
                  );
                })}
            </div>
          </>
        );
      }}
    </PageFrame>
  );
}
