/** The shape of what is coming; its one polite sentence is for everybody. */
export function Skeleton({ text }: { text: string }) {
  return (
    <div className="container py-5">
      <p role="status">{text}</p>
      <div className="placeholder-glow" aria-busy="true" aria-hidden="true">
        <div className="placeholder skeleton-title" />
        <div className="placeholder skeleton-figure" />
        <div className="row">
          {[0, 1, 2].map((card) => (
            <div key={card} className="col-md-4">
              <div className="placeholder skeleton-card" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
