/** A file of the API onto the person's device, with the type that is asked for. */
import { request } from '../api/client';

export async function saveFile(path: string, type: string, name: string): Promise<void> {
  const response = await request(path, { headers: { accept: type } });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
