/** An image without its tag and digest; the port of a registry stays (`reg:5000/app:1` gives `reg:5000/app`). */
export function imageRepository(image: string): string {
  const [withoutDigest] = image.split("@", 1) as [string];
  const tag = withoutDigest.indexOf(":", withoutDigest.lastIndexOf("/") + 1);
  return tag === -1 ? withoutDigest : withoutDigest.slice(0, tag);
}
