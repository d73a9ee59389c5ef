import { useReference } from '../api/useReference';

/** Gives the commands that fill an instance with public data; nothing if it already holds them. */
export function Beginning() {
  const { fictional, hasPublicData } = useReference().reference;
  if (hasPublicData) return null;
  const isDemonstration = fictional !== 'nothing';
  return (
    <details className="screen-only beginning">
      <summary>Commencer par ce qui est connu publiquement</summary>
      <p>
        Cinq Axes est fourni avec des listes publiques : subventions du programme 147 dont l’objet parle de
        discriminations, annuaire de l’administration, espaces France services. Chaque fait y a sa source et
        son jour, et rien n’en compte dans une case avant que quelqu’un l’ait confirmé.
      </p>
      {isDemonstration && (
        <p>
          Cette instance montre la démonstration, qui est fictive : commencez-en une autre, dans un dossier
          neuf.
        </p>
      )}
      <pre>
        <code>
          {isDemonstration ? 'export CINQAXES_DATA=mes-donnees\ncinqaxes load --references-only\n' : ''}
          {'cinqaxes import --public\n'}
          {isDemonstration ? 'cinqaxes serve\n' : ''}
        </code>
      </pre>
      <p>« cinqaxes undo --public » annule cet import, sauf ce sur quoi quelqu’un s’est appuyé depuis.</p>
    </details>
  );
}
