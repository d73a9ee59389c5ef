import { useDeferredValue, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useAnswer } from '../api/useAnswer';
import type { SearchKind } from '../generated/schema';
import { quarterPlace, SEARCH_KINDS } from '../words/kinds';
import { SearchDocument } from './search.generated';

const MAX_HITS = 12;
const MIN_LETTERS = 2;

interface Props {
  readonly label: string;
  readonly kinds: readonly SearchKind[];
  readonly onPick: (id: string) => void;
}

/** Picks a node of the graph by a part of its name. */
export function NodePicker({ label, kinds, onPick }: Props) {
  const [text, setText] = useState('');
  const input = useDeferredValue(text.trim());
  const isSearching = input.length >= MIN_LETTERS;
  const { result } = useAnswer(
    SearchDocument,
    { text: input, kinds: [...kinds], first: MAX_HITS },
    isSearching,
  );
  const hits = isSearching
    ? (result.data?.search?.edges.map(({ kind, node }) => ({
        id: node.id,
        label: node.label,
        kind: quarterPlace(node) ?? SEARCH_KINDS[kind].one,
      })) ?? [])
    : [];
  const emptyText = !isSearching
    ? 'Écrivez au moins deux lettres.'
    : result.error
      ? 'Le service ne répond pas.'
      : result.isFetching
        ? 'Recherche…'
        : 'Rien ne correspond.';
  return (
    <ComboBox
      className="field picker"
      items={hits}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={(key) => {
        if (key === null) return;
        onPick(String(key));
        setText('');
      }}
      menuTrigger="input"
      allowsEmptyCollection
    >
      <Label>{label}</Label>
      <div className="picker-line">
        <Input placeholder="Commencez à écrire un nom" />
        <Button className="button" aria-label={`Montrer les propositions : ${label}`}>
          ▾
        </Button>
      </div>
      <Popover className="popover">
        <ListBox
          className="menu-list"
          renderEmptyState={() => <span className="menu-item">{emptyText}</span>}
        >
          {({ label: name, kind }: { id: string; label: string; kind: string }) => (
            <ListBoxItem className="menu-item" textValue={`${name} (${kind})`}>
              {name} <span className="note">({kind})</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
