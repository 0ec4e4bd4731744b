"""Pictures of money as SVG text: pure, without JavaScript, every part a link a keyboard reaches."""
