import { parseAsString, useQueryState } from 'nuqs';
import { useAnswer } from '../../api/useAnswer';
import { NodeLink } from '../../parts/links';
import { SearchDocument, type SearchQuery } from '../../parts/search.generated';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { SEARCH_KINDS } from '../../words/kinds';
import { count } from '../../words/texts';

const AT_MOST = 100;
type Hit = NonNullable<SearchQuery['search']>['edges'][number];

/** What the one search field finds, grouped by kind. */
export function View() {
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const asked = useAnswer(SearchDocument, { text, first: AT_MOST }, text !== '');
  return (
    <Frame
      title={text ? `Recherche : ${text}` : 'Recherche'}
      asked={asked}
      said={(answer) => `${count(answer.search?.totalCount ?? 0, 'résultat')}`}
      exports={(answer) =>
        tableExports(
          'recherche',
          [
            { key: 'kind', heading: 'Nature', value: ({ kind }: Hit) => SEARCH_KINDS[kind].many },
            { key: 'label', heading: 'Nom', value: ({ node }: Hit) => node.label },
            { key: 'id', heading: 'Identifiant', value: ({ node }: Hit) => node.id },
          ],
          answer.search?.edges ?? [],
        )
      }
    >
      {({ search }) => {
        if (!search || search.totalCount === 0)
          return (
            <Empty>
              Rien ne correspond. La recherche ignore les accents et la casse ; chaque mot doit commencer un
              mot du nom, du code ou du titre.
            </Empty>
          );
        return (
          <div className="cards-grid">
            {search.totalByKind
              .filter(({ count: many }) => many > 0)
              .map(({ kind, count: many }) => {
                const hits = search.edges.filter((hit) => hit.kind === kind);
                return (
                  <section key={kind} className="card">
                    <h2>
                      {SEARCH_KINDS[kind].many} ({many})
                    </h2>
                    <ul className="plain">
                      {hits.map(({ node }) => (
                        <li key={node.id}>
                          <NodeLink node={node} />
                        </li>
                      ))}
                    </ul>
                    {hits.length < many && (
                      <p className="note">{count(many - hits.length, 'autre')} : précisez la recherche.</p>
                    )}
                  </section>
                );
              })}
          </div>
        );
      }}
    </Frame>
  );
}
