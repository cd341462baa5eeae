"""OneRoster CSV intake: versions 1.1 and 1.2 of the binding, bulk and delta, folder or zip.

The way of a set: `reading` opens the folder or the archive, reads what it declares and makes a
frame of each file; `checks` holds the frames to `binding` (what the CSV binding demands, as
values); they are the `roster`, which `mapping` turns into the frames by kind that `intake` takes
in, with what a bulk set no longer holds; `facts` adds its marks to the lake. `actions.take_in`
goes this way from end to end.

Facts about the binding (file names, columns, types, enumerations) are those of the public
1EdTech OneRoster CSV binding, versions 1.1.1 and 1.2.1; the words are ours.
"""
