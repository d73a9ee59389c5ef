import { useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { SearchKind } from '../generated/schema';
import { type Suggestion, useSuggestions } from './useSuggestions';

const MAX_SUGGESTIONS = 12;

interface Props {
  readonly label: string;
  readonly kinds: readonly SearchKind[];
  /** The name of the node that was picked before. */
  readonly picked?: string | undefined;
  readonly onPick: (id: string) => void;
}

/** Picks a node of the graph by a part of its name. */
export function NodePicker({ label, kinds, picked, onPick }: Props) {
  const [text, setText] = useState('');
  const { suggestions, emptyText } = useSuggestions(text, MAX_SUGGESTIONS, kinds);
  return (
    <ComboBox
      className="field picker"
      items={suggestions}
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
      {picked && (
        <Text slot="description" className="note">
          Choisi : {picked}
        </Text>
      )}
      <Popover className="popover">
        <ListBox
          className="menu-list"
          renderEmptyState={() => <span className="menu-item">{emptyText}</span>}
        >
          {({ label: name, details }: Suggestion) => (
            <ListBoxItem className="menu-item" textValue={`${name} (${details})`}>
              {name} <span className="note">({details})</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
