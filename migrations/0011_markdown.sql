-- Messages are kept as Markdown from now on. What was typed before is to be read as the letters it is: each sign that may mean
-- something is escaped. (Drafts that wait are upgraded by their flow.)
update messages set text = regexp_replace(text, '([\\`*_~|<>&\[\]#])', '\\\1', 'g')
where text ~ '[\\`*_~|<>&\[\]#]';
