import { parseAsString, useQueryState } from 'nuqs';
import { useAnswer } from '../../api/useAnswer';
import type { SearchKind } from '../../generated/schema';
import { NodeLink } from '../../parts/links';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { count } from '../../words/texts';
import { SearchDocument, type SearchQuery } from '../../parts/search.generated';

const AT_MOST = 100;
const KINDS: Record<SearchKind, string> = {
  TERRITORY: 'Territoires',
  CITY_CONTRACT: 'Contrats de ville',
  INSTITUTION: 'Institutions',
  TRAINER: 'Formateurs',
  ENGAGEMENT: 'Mobilisations',
  OFFER: 'Offres de formation',
  SOURCE: 'Sources',
};
type Hit = NonNullable<SearchQuery['search']>['edges'][number];

/** What the one search field finds, grouped by kind. */
export function View() {
  const [text] = useQueryState('q', parseAsString.withDefault(''));
  const asked = useAnswer(SearchDocument, { text, first: AT_MOST });
  return (
    <Frame
      title={text ? `Recherche : ${text}` : 'Recherche'}
      asked={asked}
      said={(answer) => `${count(answer.search?.totalCount ?? 0, 'résultat')}`}
      exports={(answer) =>
        tableExports(
          'recherche',
          [
            { key: 'kind', heading: 'Nature', value: ({ kind }: Hit) => KINDS[kind] },
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
              Rien ne correspond. La recherche ignore les accents et la casse ; chaque mot doit commencer un mot du nom, du
              code ou du titre.
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
                      {KINDS[kind]} ({many})
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
