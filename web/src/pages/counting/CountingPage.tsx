import { useAnswer } from '../../api/useAnswer';
import type { CellStatus } from '../../generated/schema';
import { PageFrame } from '../../parts/PageFrame';
import { StatusTag } from '../../parts/Status';
import { STATUSES } from '../../words/statuses';
import { capital, duration } from '../../words/texts';
import { DurationsDocument, type DurationsQuery } from './counting.generated';
import './counting.css';

type Rules = NonNullable<DurationsQuery['countingRules']>;

/** Explains the rules of counting on one page, with the durations of this instance. */
export function CountingPage() {
  const query = useAnswer(DurationsDocument, {});
  return (
    <PageFrame
      title="Comment on compte"
      hasArea={false}
      className="counting"
      lead="Ce que dit une case, ce qui la remplit et ce qui ne la remplit jamais. Trois minutes de lecture."
      query={query}
      earliest="9999-12-31"
      exports={() => []}
    >
      {({ countingRules }) => countingRules && <Rules rules={countingRules} />}
    </PageFrame>
  );
}

function Rules({ rules }: { rules: Rules }) {
  return (
    <div className="counting-parts">
      <section>
        <h2>Ce qui compte</h2>
        <p>
          Une case croise un territoire et l’un des cinq axes, à une date. Elle dit si quelqu’un y est
          mobilisé, et sur quelle preuve.
        </p>
        <ul>
          <li>
            Est mobilisé qui <strong>porte, pilote ou anime</strong> une action, un dispositif, un plan ou une
            session, qui y <strong>forme</strong> ou en est <strong>partenaire</strong>.
          </li>
          <li>Pour un diagnostic, c’est aussi qui le commande, et non le bureau d’études qui le rédige.</li>
          <li>Un diagnostic remis compte sur l’axe 1, même si l’on ne sait pas qui le porte.</li>
          <li>Un plan compte sur l’axe 5 une fois signé.</li>
          <li>
            Une session tenue ou un diagnostic remis compte encore par son effet : la case dit « par une
            formation du… », car personne n’y est présent.
          </li>
          <li>Une source datée doit le confirmer : ce que rien ne confirme ne compte pas.</li>
        </ul>
      </section>
      <section>
        <h2>Ce qui ne compte jamais</h2>
        <ul>
          <li>
            Financer, signer, accompagner, réaliser une commande, bénéficier : c’est montré, pas compté.
          </li>
          <li>
            Ce qu’un plan annonce : l’axe annoncé reste à couvrir tant qu’aucune action ne le fait vivre. Un
            plan souhaité ou en préparation ne compte pas.
          </li>
          <li>
            Ce qui est annulé, et ce qui est prévu : montré comme « attendu » jusqu’à son premier jour, comme
            « prévu, sans nouvelles » ensuite.
          </li>
          <li>
            Ce qui vise un département, une région, le pays ou le Grand Paris : cela ne couvre aucun
            territoire plus petit.
          </li>
          <li>
            Ce qui vise toute une intercommunalité où se trouvent plusieurs contrats : cela ne couvre que
            celui qu’elle porte, et ses QPV.
          </li>
        </ul>
      </section>
      <section>
        <h2>Pendant combien de temps</h2>
        <Durations rules={rules} />
      </section>
      <section>
        <h2>Ce que fait un relevé</h2>
        <p>
          Un agent regarde un territoire et dit, axe par axe, « personne » ou « quelqu’un ». « Personne » vaut
          aussi pour tout ce que le territoire contient ; « quelqu’un », pour ce qui le contient (de plusieurs
          territoires regardés ensemble, pour ce qui les contient tous). Le plus récent l’emporte, pendant{' '}
          {duration(rules.surveyMonths)}.
        </p>
        <p>
          Un relevé « personne » n’efface pas une mobilisation confirmée : la case signale la contradiction.
          Il n’est démenti que par ce qui avait encore cours le jour du relevé, ou depuis. Un relevé
          « quelqu’un », sans rien de saisi, se lit « relevé : quelqu’un, à saisir ».
        </p>
      </section>
      <section className="counting-wide">
        <h2>Les six statuts d’une case</h2>
        <p>Le premier qui convient, dans cet ordre.</p>
        <dl className="statuses">
          {STATUSES.map(({ value, label, meaning }) => (
            <div key={value}>
              <dt>
                <StatusTag status={value} word={capital(label)} />
              </dt>
              <dd>
                {meaning} <span className="note">Exemple : {exampleOf(value, rules)}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p>
          « Aucun acteur », « à reconfirmer » et « non renseigné » ne s’additionnent jamais : le premier est
          un constat, le deuxième un doute, le troisième une ignorance.
        </p>
      </section>
      <section>
        <h2>Les grands territoires</h2>
        <p>
          Un département, une région, le pays ou le Grand Paris n’a pas de statut : un seul atelier n’y couvre
          pas tout le monde. On montre combien de ses contrats de ville et quelle part des habitants de ses
          quartiers prioritaires (QPV) ont quelqu’un sur place, en partie, ou par le territoire qui les
          contient : trois parts, qui ne s’additionnent jamais.
        </p>
        <p className="note">
          Exemple : « 11 contrats : 5 sur place, 1 en partie · habitants des QPV : 15 % sur place, 10 % en
          partie ». Un QPV de population inconnue est dit tel, jamais compté pour zéro.
        </p>
        <p>
          Un contrat de 2024 est là où sont ses QPV : dans leurs communes. Chaque territoire est compté dans
          un seul département, pour que les sommes tombent juste.
        </p>
      </section>
      <section>
        <h2>D’un contrat au suivant ; « supposé »</h2>
        <p>
          Ce qui vise encore le contrat d’avant touche celui d’aujourd’hui en partie, jamais plus. Deux
          contrats se suivent s’ils ont le même porteur, ou si un agent le déclare ; à défaut, s’ils sont au
          même lieu.
        </p>
        <p>
          « Supposé » signale une case qui changerait sans ce rapprochement par le lieu, ou sans un périmètre
          que l’on ne connaît pas (toutes les communes du porteur, ou celles qu’il avait s’il a disparu).
          L’évolution dit alors « non comparable ».
        </p>
      </section>
      <section className="counting-wide">
        <h2>Les autres mots</h2>
        <ul>
          <li>
            <strong>Fragile</strong> : tous ceux qui comptent dans la case dépendent d’une seule structure, et
            aucun diagnostic remis ne la couvrirait sans eux.
          </li>
          <li>
            <strong>Contredit</strong> : un relevé récent n’a trouvé personne là où des sources confirment
            quelqu’un.
          </li>
          <li>
            <strong>Échu</strong> : quelqu’un y était mobilisé et plus rien de confirmé n’est en cours ;
            « renouvellement attendu » pendant {duration(rules.renewalMonths)}.
          </li>
          <li>
            <strong>Découpage 2026</strong> : avant 2024, les territoires montrés sont ceux d’aujourd’hui.
          </li>
        </ul>
      </section>
    </div>
  );
}

function Durations({ rules }: { rules: Rules }) {
  const lines = [
    ['Session de formation', `le temps de la session, puis ${duration(rules.sessionMonths)}`],
    [
      'Diagnostic',
      `${duration(rules.diagnosticMonths)} après sa remise, ou après sa fin s’il est réalisé ; jamais remis, jusqu’à sa fin`,
    ],
    ['Action, dispositif', 'jusqu’à sa fin ; sans date de fin, tant que c’est confirmé'],
    ['Plan', 'de sa signature à sa fin ; signé un jour inconnu, depuis son début'],
    [
      'Confirmation',
      `${duration(rules.confirmationMonths)} ; jusqu’à la date de fin pour un acte signé ou une subvention, ${duration(rules.actMonths)} au plus après la signature ; une fois pour toutes pour une session tenue ou un diagnostic remis`,
    ],
    ['Relevé', duration(rules.surveyMonths)],
    ['« Mobilisé depuis »', `malgré une pause de ${duration(rules.pauseMonths)} au plus`],
  ] as const;
  return (
    <dl className="facts">
      {lines.map(([name, text]) => (
        <div key={name} className="counting-line">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function exampleOf(status: CellStatus, rules: Rules): string {
  switch (status) {
    case 'COVERED':
      return 'l’agglomération qui porte le contrat tient une permanence d’aide aux victimes pour tout le contrat ; son axe 4 est couvert.';
    case 'PARTIAL':
      return 'une association ne forme les agents que d’un des quatre quartiers ; l’axe 2 du contrat est partiel, celui du quartier est couvert.';
    case 'INHERITED':
      return 'la permanence du contrat, vue d’un de ses quartiers où rien d’autre n’existe.';
    case 'GAP':
      return 'en mars, la déléguée du préfet n’a trouvé personne sur l’axe 3, et rien n’a été confirmé depuis ; la case dit « aucun acteur (relevé de mars) ».';
    case 'TO_CONFIRM':
      return `une charte sans date de fin, que rien n’a confirmée depuis plus de ${duration(rules.confirmationMonths)}, ou une session prévue dont on est sans nouvelles ; un appel à son porteur suffit.`;
    case 'UNKNOWN':
      return 'personne n’a rien saisi sur l’axe 5 ; on n’en sait rien, ce qui n’est pas « aucun acteur ».';
  }
}
