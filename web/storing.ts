// This browser's own small store: what is kept under a name, on this device alone.

/** Open the store `database`, do one thing with its one place, and close it again. */
export async function inStore<Found>(
  database: string,
  mode: IDBTransactionMode,
  act: (kept: IDBObjectStore) => IDBRequest<Found>,
): Promise<Found> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(PLACE);
  const opened = await done(opening as IDBRequest<IDBDatabase>);
  try {
    return await done(act(opened.transaction(PLACE, mode).objectStore(PLACE)));
  } finally {
    opened.close();
  }
}

const PLACE = "kept";

function done<Found>(request: IDBRequest<Found>): Promise<Found> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
