"""What the help says about For you."""

HELP_TEXT = """\
The unrated movies that you should like best. **Match** orders them: 100 is the best movie there is
for you, 0 one in the middle. It counts what people with your taste choose, whether the movie fits
your genres, years and countries, and how many stars you would give. **Pred** is that number of
stars, once a model has been trained; without one the list has no **Pred**.

**Sure** compares the predictions of the list: a heavier line is surer. Two times in three your
rating should be within the ± below the list. **Why** names the rated movies that count most. Below
the list are the points of the match that each of them added, and what the two movies share. "About"
marks an approximation: DeepFM and xDeepFM give one, the others are exact.

Have you seen one? Rate it here with **1** to **5**, or say so with **a**: the list follows at once,
without training again. The model trains by itself after your first ratings, and after 20 new ones.
**x** hides a movie (**m** in Rate leads to the hidden ones), **w** puts it on your watchlist,
**Enter** shows all that is known about it, **s** shows similar movies, **n** asks what to rate
next, **e** exports the list to CSV.

**/** asks in words: “french crime from the 70s, nothing with Depardieu”, “short documentaries about
chess”, “by Kurosawa or Ozu, no war”. What was understood stands as chips above the list, what was
not in its caption. The list follows as you type, **Enter** keeps the words, **Esc** brings back
those of before; **/** changes the words. **Shift+Tab** goes to the chips: there **←** and **→**
move, **x** or **Backspace** takes one off, as a click does. **Esc** takes all off, there and in the
list. Each hides what does not fit it, or of which too little is known; “well known” and “hidden
gems” hide nothing and move the list. A “no” holds up to a comma: “no french comedies” hides what is
both, “no horror or war” what is either.

**f** opens the panel that steers the list: safe bets or discoveries, years, genres, runtime and so
on, and who watches with you. The list follows every change, and a line says what the filters hide.
In the panel, **←** and **→** change a row, **Enter** asks for a number or names, **Backspace**
resets the row, **r** resets all rows. **Esc** goes back to the list, **f** closes the panel. Your
profile remembers these wishes.
"""
