import type { SearchKind } from '../../generated/schema';
import { CountedFields } from '../../parts/counted';
import { AxesField, Checks, Choice, DayField } from '../../parts/fields';
import { NodePicker } from '../../parts/NodePicker';
import { AXES, axisName } from '../../words/axes';
import { kindsWord, type NodeKind } from './graph';
import { type Choices, COLOUR_CHOICES, DEPTHS, LINK_CHOICES } from './useChoices';

const AROUND: readonly SearchKind[] = ['TERRITORY', 'CITY_CONTRACT', 'INSTITUTION', 'TRAINER', 'ENGAGEMENT'];

/** The controls of the network: the common ones on one line, the others on demand with a count of those in use. */
export function NetworkFilters({
  choices,
  kinds,
  isPath,
}: {
  choices: Choices;
  kinds: readonly NodeKind[];
  isPath: boolean;
}) {
  const { depth, links, scheme, without, otherCount } = choices;
  return (
    <>
      <NodePicker label="Autour de" kinds={AROUND} onPick={choices.addAround} />
      <NodePicker label="Chemin, de" kinds={AROUND} onPick={choices.setFrom} />
      <NodePicker label="Chemin, vers" kinds={AROUND} onPick={choices.setTo} />
      {!isPath && <Choice label="Montrer" value={links} choices={LINK_CHOICES} onChange={choices.setLinks} />}
      {!isPath && (
        <Choice
          label="Profondeur"
          value={depth}
          choices={DEPTHS.map((steps) => [steps, `${steps} pas`])}
          onChange={choices.setDepth}
        />
      )}
      <Choice label="Couleur" value={scheme} choices={COLOUR_CHOICES} onChange={choices.setScheme} />
      <DayField />
      <details className="other-filters">
        <summary>Autres choix{otherCount > 0 && ` (${otherCount})`}</summary>
        <div className="filters-line">
          <Choice
            label="Autour d’un axe"
            value=""
            choices={[
              ['', 'choisir'],
              ...AXES.map(({ value, number: axis }) => [`axis:${axis}`, axisName(value)] as const),
            ]}
            onChange={(id: string) => id && choices.addAround(id)}
          />
          <CountedFields />
          {!isPath && <AxesField />}
          <Checks
            legend="Masquer"
            choices={kinds.map((kind) => [kind, kindsWord(kind)])}
            chosen={without}
            onChange={(chosen) => choices.setWithout(chosen as NodeKind[])}
          />
        </div>
      </details>
    </>
  );
}
