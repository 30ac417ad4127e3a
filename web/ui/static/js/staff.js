// What staff pages do beyond plain HTML.
