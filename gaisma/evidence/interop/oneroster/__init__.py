"""OneRoster CSV intake: versions 1.1 and 1.2 of the binding, bulk and delta, folder or zip.

The way of a set: `sources` opens the folder or the archive, `manifest` says what it declares,
`reading` makes a frame of each file, `checks` holds the frames to `binding` (what the CSV binding
demands, as values), `mapping` turns them into the frames by kind that `intake` takes in, `endings`
says what a bulk set no longer holds, and `actions.take_in` goes this way from end to end.

Facts about the binding (file names, columns, types, enumerations) are those of the public
1EdTech OneRoster CSV binding, versions 1.1.1 and 1.2.1; the words are ours.
"""
