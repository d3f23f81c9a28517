import { useLayoutEffect, useRef, useState } from 'react';

/** The inner width of an element, followed as it changes; 0 until the first measure. */
export function useWidth<Target extends HTMLElement>() {
  const ref = useRef<Target>(null);
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const target = ref.current;
    if (target === null) return undefined;
    setWidth(target.clientWidth);
    const observer = new ResizeObserver(() => setWidth(target.clientWidth));
    observer.observe(target);
    return () => observer.disconnect();
  }, []);

  return [ref, width] as const;
}
