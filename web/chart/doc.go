// Package chart draws the pictures of the results as SVG, from figures that are already computed and words that are
// already translated. Its functions are pure: the same input gives the same drawing. A drawing carries classes and
// presentation attributes only, so that it shows under a policy without inline styles and follows the colours of the page;
// each panel has its own sign as well, so that colour alone never tells anything. Dots and bars are drawn twice, wide and
// narrow, and the page shows the one that fits; lines are drawn once, to fit everywhere. It imports the standard library only.
package chart
