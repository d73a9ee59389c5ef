// Every import, oldest first: id, day, service, file name and hash, counts of its
// changes, day of its undo or null, place among all imports or null, series or null,
// day on which it was taken back in part or null.
MATCH (i:Import)
WITH i ORDER BY i.importedOn, coalesce(i.sequence, 0), i.id
RETURN collect([i.id, toString(i.importedOn), i.service, i.fileName, i.fileHash,
  i.createdCount, i.changedCount, i.endedCount, i.deletedCount, toString(i.undoneOn), i.sequence, i.series,
  toString(i.takenBackOn)])
