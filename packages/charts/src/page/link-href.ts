/** A place on the page itself, `#` and an id: pages link nowhere else. RangeError for anything else. */
export function linkHref(href: string): string {
  if (!/^#[a-z][a-z0-9-]*$/i.test(href))
    throw new RangeError(`a link leads to a section of the page, like #columns; came ${href}`);
  return href;
}
