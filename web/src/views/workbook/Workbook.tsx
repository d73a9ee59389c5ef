import { useMutation } from '@tanstack/react-query';
import { Button, DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { DataTable } from '../../parts/DataTable';
import { give } from '../../parts/Exporter';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { capital, count, number } from '../../words/texts';
import { check, type Finding, marked, NotChecked, type Report } from './check';
import './workbook.css';

/** Drop a workbook, read what is wrong with it and what it would change, take the marked copy back; nothing is written. */
export function View() {
  const checking = useMutation({ mutationFn: async (file: File) => ({ file, report: await check(file) }) });
  const { data, error, isPending, variables } = checking;
  return (
    <article className="view">
      <title>Déposer un classeur – Cinq Axes</title>
      <h1>Déposer un classeur</h1>
      <p className="lead">
        Le classeur est lu et comparé au graphe ; rien n’est écrit, et le fichier n’est pas gardé. Pour
        l’appliquer, un responsable du service lance la commande <code>cinqaxes import</code>.
      </p>
      <DropZone
        className="drop"
        getDropOperation={() => 'copy'}
        onDrop={async ({ items }) => {
          const [item] = items.filter(isFileDropItem);
          if (item) checking.mutate(await item.getFile());
        }}
      >
        <p>Glissez ici un classeur (.xlsx, .ods) ou un fichier CSV, ou choisissez-le :</p>
        <FileTrigger
          acceptedFileTypes={['.xlsx', '.ods', '.csv']}
          onSelect={(files) => files?.[0] && checking.mutate(files[0])}
        >
          <Button className="button button-main">Choisir un fichier</Button>
        </FileTrigger>
        <a href="/export/xlsx?inEffect=true" download className="button">
          Prendre le réseau en classeur
        </a>
      </DropZone>
      <div role="status">{isPending && <p className="loading">Lecture de « {variables.name} »…</p>}</div>
      {error && <NotRead error={error} />}
      {data && !isPending && <Told file={data.file} report={data.report} />}
    </article>
  );
}

function NotRead({ error }: { error: Error }) {
  return (
    <section className="state state-failure" role="alert">
      <h2>Le fichier n’a pas pu être lu</h2>
      <p>
        {error instanceof NotChecked
          ? capital(error.message)
          : 'Le service ne répond pas : réessayez dans un instant.'}
      </p>
    </section>
  );
}

const FINDINGS: readonly Column<Finding>[] = [
  { key: 'sheet', heading: 'Feuille', value: ({ sheet }) => sheet },
  { key: 'cell', heading: 'Cellule', value: ({ cell }) => cell },
  { key: 'column', heading: 'Colonne', value: ({ column }) => column },
  { key: 'value', heading: 'Ce qui s’y trouve', value: ({ value }) => value },
  { key: 'message', heading: 'Ce qui ne va pas, ce qui serait juste', value: ({ message }) => message },
];

function Told({ file, report }: { file: File; report: Report }) {
  const copy = useMutation({
    mutationFn: async () => give(await marked(file), `marque-${file.name.replace(/\.\w+$/, '')}.xlsx`),
  });
  const { errors, warnings, created, deleted, changed, ended, unchanged, noLongerMentioned, leftNewer } =
    report;
  return (
    <>
      <section className={errors.length ? 'state state-failure' : 'state'} role="status">
        <h2>
          {file.name} : {errors.length ? count(errors.length, 'erreur') : 'aucune erreur'},{' '}
          {warnings.length ? count(warnings.length, 'avertissement') : 'aucun avertissement'}
        </h2>
        {report.remarks.map((remark) => (
          <p key={remark}>{remark}.</p>
        ))}
        <p>
          {errors.length
            ? 'Rien ne peut être appliqué tant qu’il reste une erreur.'
            : 'Ce classeur peut être appliqué par la commande « cinqaxes import ».'}
        </p>
        <p className="row-line">
          {(errors.length > 0 || warnings.length > 0) && (
            <button type="button" className="button" onClick={() => copy.mutate()} disabled={copy.isPending}>
              Reprendre la copie marquée (.xlsx)
            </button>
          )}
          {errors.length > 0 &&
            tableExports('erreurs', FINDINGS, [...errors, ...warnings]).map(
              (out) =>
                'make' in out && (
                  <button key={out.name} type="button" className="button" onClick={() => void out.make()}>
                    {out.name.replace('Ce tableau', 'Le relevé')}
                  </button>
                ),
            )}
        </p>
        {copy.error && <p role="alert">{copy.error.message}</p>}
      </section>
      <section>
        <h2>Ce qui changerait</h2>
        <ul>
          <li>{count(created.length, 'chose créée', 'choses créées')}</li>
          <li>
            {count(changed.length, 'modifiée')}, dont {count(ended.length, 'terminée')}
          </li>
          <li>{count(deleted.length, 'supprimée')}</li>
          <li>{count(unchanged, 'inchangée')}</li>
          {noLongerMentioned.length > 0 && (
            <li>{number(noLongerMentioned.length)} que le fichier ne mentionne plus (gardées)</li>
          )}
          {leftNewer.length > 0 && (
            <li>{number(leftNewer.length)} laissées comme dans le graphe, plus récent que l’export</li>
          )}
        </ul>
        {changed.length > 0 && <Changes report={report} />}
      </section>
      {errors.length > 0 && (
        <section>
          <h2>Erreurs</h2>
          <DataTable caption="Erreurs" columns={FINDINGS} rows={errors} rowKey={keyOf} />
        </section>
      )}
      {warnings.length > 0 && (
        <section>
          <h2>Avertissements</h2>
          <DataTable caption="Avertissements" columns={FINDINGS} rows={warnings} rowKey={keyOf} />
        </section>
      )}
      {errors.length + warnings.length === 0 && <Empty>Chaque cellule est comprise.</Empty>}
    </>
  );
}

const keyOf = ({ sheet, cell, column, message }: Finding) => `${sheet} ${cell} ${column} ${message}`;

function Changes({ report }: { report: Report }) {
  const rows = report.changed.flatMap(({ id, fields }) => fields.map((one) => ({ id, ...one })));
  return (
    <DataTable
      caption="Ce qui est modifié"
      rows={rows}
      rowKey={({ id, field, before, after }) => `${id} ${field} ${before} ${after}`}
      columns={[
        { key: 'id', heading: 'Chose', value: ({ id }) => id },
        { key: 'field', heading: 'Colonne', value: ({ field }) => field },
        { key: 'before', heading: 'Avant', value: ({ before }) => before },
        { key: 'after', heading: 'Après', value: ({ after }) => after },
      ]}
    />
  );
}
