-- SPDX-License-Identifier: Apache-2.0
-- What the last Lanyard of the first schema left of a short day of the sample event: twelve made-up people of its
-- list, four badges, three scans, three stations.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 facts, roster, badges, stations');
CREATE TABLE registrations (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE,
  order_code TEXT, order_position TEXT, given_name TEXT, family_name TEXT,
  full_name TEXT NOT NULL CHECK (full_name <> ''), preferred_name TEXT, pronouns TEXT, email TEXT,
  affiliation TEXT, role TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('accepted', 'waitlisted', 'declined')), waitlist_position INTEGER,
  poster_title TEXT, poster_sessions TEXT, dietary_needs TEXT, livestream_consent INTEGER
) STRICT;
INSERT INTO registrations VALUES('dc5cfd86-9dbb-41a4-9dc4-f827655bf86a',1,'MJYJVGYJ',NULL,'Melvin','Carter','Melvin Carter',NULL,NULL,'melvin487@uni.example.edu','Open Dyer Foundation','attendee','accepted',NULL,NULL,NULL,'halal',1);
INSERT INTO registrations VALUES('3bb4d669-db00-434b-be02-834441129a27',2,'A8ZGMQYE',NULL,'Oliver G','Jennings','Oliver G Jennings','Oliver',NULL,'jenningsoliver94@mail.example.com','Lucero Institute of Technology','volunteer','accepted',NULL,NULL,NULL,'vegetarian',1);
INSERT INTO registrations VALUES('f254be4a-4354-48e3-b128-f6ecfa281dd3',3,'ULZQKCXQ',NULL,'Vanessa','Buckley','Vanessa Buckley',NULL,NULL,'buckley.v@example.org','Warner Inc.','attendee','accepted',NULL,'Domain adaptation revisited','2',NULL,1);
INSERT INTO registrations VALUES('a658c18c-d729-4e04-af51-236fbdf9d864',4,'KDPCXW9G',NULL,'Vincenzo','Bähr','Vincenzo Bähr','Vincenzo',NULL,'vincenzo.bahr@example.com','Fuller GmbH','attendee','waitlisted',6,NULL,NULL,NULL,1);
INSERT INTO registrations VALUES('44975818-b0bc-4e74-b9f0-5787b00684a7',5,'SYSMDPFP',NULL,'Fyokla','Ignatova','Фёкла Игнатова Fyokla Ignatova',NULL,NULL,'fignatova@example.com','Salinas GmbH','attendee','waitlisted',7,NULL,NULL,'vegetarian',1);
INSERT INTO registrations VALUES('41395c6a-b4d8-4a1a-90a9-960217f324a4',6,'BH59QXME',NULL,'Kimberly R.','Waters','Kimberly R. Waters',NULL,NULL,'kimberly.waters@lab.example.org','Riley Institute of Technology','attendee','waitlisted',10,NULL,NULL,'no nuts',0);
INSERT INTO registrations VALUES('8deb8cfd-7923-492f-b07f-dfe6e811add1',7,'ZMDWE3XS',NULL,'Larry','Maynard','Larry Maynard',NULL,NULL,'maynardlarry84@uni.example.edu','University of Munoz','attendee','accepted',NULL,NULL,NULL,NULL,1);
INSERT INTO registrations VALUES('cff530b3-253f-4844-90e1-b0a6e41afb02',8,'SSZVH7JJ',NULL,'Margaud','Briand','Margaud Briand',NULL,NULL,'margaud.briand@example.com','Haynes University','attendee','accepted',NULL,NULL,NULL,NULL,1);
INSERT INTO registrations VALUES('6bbe535e-38fd-44f5-ba81-74e09825668f',9,'HSLJ77W6',NULL,'Sofia','Sakellariou','Sofia Sakellariou',NULL,NULL,'sofia.sakellariou@lab.example.org','Greer Institute of Technology','attendee','accepted',NULL,NULL,NULL,NULL,1);
INSERT INTO registrations VALUES('187b318b-98e3-4da2-9842-81a7125f5cdc',10,'ZPEAJUP4',NULL,'Alex','Trzos','Alex Trzos',NULL,NULL,'7wp6muwk@example.org','University of Harris','attendee','accepted',NULL,NULL,NULL,'vegan',1);
INSERT INTO registrations VALUES('1218a9af-1ad9-4427-90aa-84cb8c08812e',11,'Q4R42NEM',NULL,'Timothy Jeffrey','Mcclure','Timothy Jeffrey Mcclure',NULL,NULL,'mcclure.t@example.net','Wright Institute of Technology','attendee','accepted',NULL,'Machine translation: an empirical study','1,2',NULL,1);
INSERT INTO registrations VALUES('b29814f0-46be-442f-bd0d-77824d3b4b8c',12,'69HDYBCN',NULL,NULL,NULL,'rodrigo diogo dias das neves',NULL,NULL,'rneves@example.org','Krueger Labs','attendee','accepted',NULL,NULL,NULL,'no nuts',1);
CREATE TABLE facts (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, station TEXT,
  registration TEXT, badge TEXT, place TEXT, print_job TEXT, printer TEXT, subject TEXT, word TEXT,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO facts VALUES(1,'522868be-625a-45aa-a5ee-c1c1fb396396','stationPaired',1795611205326,1795611205326,NULL,NULL,NULL,NULL,NULL,NULL,'53749b79-96a8-401c-af5c-ea8125b2e86b',NULL,X'95f34d1396fe306ba13eb5e576b4f9de7bc1bc00d601b414b80bce0e9b244eb3');
INSERT INTO facts VALUES(2,'397fabeb-76e6-4266-97e4-30b9e937f858','stationPaired',1795611205534,1795611205534,NULL,NULL,NULL,NULL,NULL,NULL,'39c9292a-434c-4d29-8221-24b8f93b78e4',NULL,X'5382c02875dbb2e0ce4492ec0061fcef233617156993a8733ad8662b8fe58abc');
INSERT INTO facts VALUES(3,'c6d107d3-f814-471b-93c2-6f62a03c243f','stationPaired',1795611205616,1795611205616,NULL,NULL,NULL,NULL,NULL,NULL,'4304d95b-f598-4d6a-8a59-31b55ed906d5',NULL,X'c013735272f7779ce77f3bb06dd3d9d8231a1a86535b28cdac99e11b8955aea8');
INSERT INTO facts VALUES(4,'e739d38f-e43c-4d53-ac6a-b3701d6d6511','checkedIn',1795611205627,1795611205628,'53749b79-96a8-401c-af5c-ea8125b2e86b','dc5cfd86-9dbb-41a4-9dc4-f827655bf86a',NULL,NULL,NULL,NULL,'2016-10','typed',X'df6f791c6f9ae2b1a0336fc1dc4375d56382e0accffc49ad689df5921d8bada6');
INSERT INTO facts VALUES(5,'21489aaa-1395-42f5-935c-ae8e7e84d581','badgeIssued',1795611205627,1795611205628,'53749b79-96a8-401c-af5c-ea8125b2e86b','dc5cfd86-9dbb-41a4-9dc4-f827655bf86a','ICUMZBB7OU',NULL,NULL,NULL,NULL,NULL,X'c2d6a65af92322beb757e5958d130d4ef9da264fe0d14c84f094b8cdb048536a');
INSERT INTO facts VALUES(6,'c0e2c8a8-d19b-4407-b125-e887cf8a38e9','printRequested',1795611205627,1795611205628,'53749b79-96a8-401c-af5c-ea8125b2e86b',NULL,'ICUMZBB7OU',NULL,'ed4675b3-cfa1-45c4-b5e0-05fbecdccece','desk',NULL,NULL,X'f7029ea59012a3913a709be03b7cd1ce90199dc1068e8ac8e4d56d2fe2903eeb');
INSERT INTO facts VALUES(7,'9e5b8654-12c2-4405-a7f2-5f687945c051','badgePrinted',1795611206019,1795611206019,NULL,NULL,'ICUMZBB7OU',NULL,'ed4675b3-cfa1-45c4-b5e0-05fbecdccece',NULL,NULL,NULL,X'c9b207968f0f980ba619ce7781de830e7ba1f0bc54e32061734135389d0c79da');
INSERT INTO facts VALUES(8,'d621cdf0-b9ac-48d5-b46e-769171c16e77','checkedIn',1795611206222,1795611206222,'53749b79-96a8-401c-af5c-ea8125b2e86b','3bb4d669-db00-434b-be02-834441129a27',NULL,NULL,NULL,NULL,'2016-10','typed',X'60e360666c9f358295b60cde69ffb2a0cc17d1205499bd658e1fbedd1a11f773');
INSERT INTO facts VALUES(9,'4d3790b4-b04f-4541-b5b3-c04b6adde520','badgeIssued',1795611206222,1795611206222,'53749b79-96a8-401c-af5c-ea8125b2e86b','3bb4d669-db00-434b-be02-834441129a27','LSU2WDAHMM',NULL,NULL,NULL,NULL,NULL,X'302db3f8be4062271b3fe501925d8aadc62491aa489e3fc2693956d97e9955c1');
INSERT INTO facts VALUES(10,'802c432b-ea7b-4170-893a-7471e415a7b1','printRequested',1795611206222,1795611206222,'53749b79-96a8-401c-af5c-ea8125b2e86b',NULL,'LSU2WDAHMM',NULL,'d47b73e1-9c62-465f-ab88-3ffe0f9779eb','desk',NULL,NULL,X'3eb8cb255588d90a2e28b8e169c16aca429b81fccb358c62467c576eb17d4248');
INSERT INTO facts VALUES(11,'1b688e6a-c111-4cab-8104-e7ee2bbcb539','badgePrinted',1795611206598,1795611206599,NULL,NULL,'LSU2WDAHMM',NULL,'d47b73e1-9c62-465f-ab88-3ffe0f9779eb',NULL,NULL,NULL,X'907946e8a39e3c7411ed06e6e1b17120f06b937f14de25fd2711d1471b787e66');
INSERT INTO facts VALUES(12,'cfe9c1ea-7ff8-4e88-bd38-501f292722a2','checkedIn',1795611206955,1795611206955,'53749b79-96a8-401c-af5c-ea8125b2e86b','f254be4a-4354-48e3-b128-f6ecfa281dd3',NULL,NULL,NULL,NULL,'2016-10','typed',X'8d9181cae7b820f0f70c6a3c3450de56321d6a2a222910383c3ceb53af5ccd88');
INSERT INTO facts VALUES(13,'be322bea-7666-4a48-8f72-b35901c45b55','badgeIssued',1795611206955,1795611206955,'53749b79-96a8-401c-af5c-ea8125b2e86b','f254be4a-4354-48e3-b128-f6ecfa281dd3','F5I6YMM53Q',NULL,NULL,NULL,NULL,NULL,X'd0538096a959d52d8af9162df61dd34497b478af1bf37f4ca5d68d34583c17b3');
INSERT INTO facts VALUES(14,'c9ae237e-bf07-4520-8bae-824077bdad56','printRequested',1795611206955,1795611206955,'53749b79-96a8-401c-af5c-ea8125b2e86b',NULL,'F5I6YMM53Q',NULL,'5f317454-41f3-455d-9d8f-4c3c4cb03670','desk',NULL,NULL,X'794ac244d73b3e6b801d0555a1615378b73d4a73c460baca43e12f2f00645289');
INSERT INTO facts VALUES(15,'993a9f96-bcc1-49bd-ace9-44546b6fe9f5','badgePrinted',1795611207304,1795611207304,NULL,NULL,'F5I6YMM53Q',NULL,'5f317454-41f3-455d-9d8f-4c3c4cb03670',NULL,NULL,NULL,X'fc2cf5e9ae9288481d89b23d6d120e26f2fe1af94e1066f945a7a4f168966823');
INSERT INTO facts VALUES(16,'b834099d-5d8d-4557-b2bc-9be0738dda6f','checkedIn',1795611207566,1795611207567,'53749b79-96a8-401c-af5c-ea8125b2e86b','8deb8cfd-7923-492f-b07f-dfe6e811add1',NULL,NULL,NULL,NULL,'2016-10','typed',X'6ad64b786cb6e2a78da3fc1abf7faa8d658b54c9dcbc1568af2f202016e1e98e');
INSERT INTO facts VALUES(17,'37256ba9-3be7-42da-8737-f676169ef05d','badgeIssued',1795611207566,1795611207567,'53749b79-96a8-401c-af5c-ea8125b2e86b','8deb8cfd-7923-492f-b07f-dfe6e811add1','RJ634D6STE',NULL,NULL,NULL,NULL,NULL,X'9e080e14021bbb13e0d26065a150b71af7cfa312ee5464650e04448f3ecea32b');
INSERT INTO facts VALUES(18,'a7b13001-5b84-4583-b5da-554fa24ae9fb','printRequested',1795611207566,1795611207567,'53749b79-96a8-401c-af5c-ea8125b2e86b',NULL,'RJ634D6STE',NULL,'28993c1f-9050-4fab-a1ff-70be2aa828c8','desk',NULL,NULL,X'b4725246f6352f36d845e8db1125787c2250e2df84556f506ec1b727474c651c');
INSERT INTO facts VALUES(19,'73f40908-2fb9-4925-a914-7e972aefd8df','badgePrinted',1795611207942,1795611207943,NULL,NULL,'RJ634D6STE',NULL,'28993c1f-9050-4fab-a1ff-70be2aa828c8',NULL,NULL,NULL,X'c8d6cab9467562c6540251ca54ca549101965852173a888851196c393e6c7b15');
INSERT INTO facts VALUES(20,'161310c8-146d-4f5b-a4b5-18c7e8e532c8','entered',1795611208349,1795611208354,'39c9292a-434c-4d29-8221-24b8f93b78e4','dc5cfd86-9dbb-41a4-9dc4-f827655bf86a','ICUMZBB7OU','gradient',NULL,NULL,NULL,NULL,X'f8fadadf86113cc0ac5cca832c1370e881fef24fb12454af98f8827baeae398c');
INSERT INTO facts VALUES(21,'5b190a67-7937-45b3-99df-f17224018256','entered',1795611208358,1795611208359,'39c9292a-434c-4d29-8221-24b8f93b78e4','3bb4d669-db00-434b-be02-834441129a27','LSU2WDAHMM','gradient',NULL,NULL,NULL,NULL,X'f41541f26de67a7d8e3b6af3b525bf454b15e1bf69aa9569245658da718364b4');
INSERT INTO facts VALUES(22,'9eb69133-3354-41f0-b763-9b82c861d8d2','entered',1795611208373,1795611208377,'39c9292a-434c-4d29-8221-24b8f93b78e4','f254be4a-4354-48e3-b128-f6ecfa281dd3','F5I6YMM53Q','gradient',NULL,NULL,NULL,NULL,X'91d30b77937ddc624596fd4e1efe8cefb293342d6f481226d14e39ab8dc9b1ec');
INSERT INTO facts VALUES(23,'a5929d74-5622-4945-98a7-35be80140fcf','left',1795611208381,1795611208382,'39c9292a-434c-4d29-8221-24b8f93b78e4','f254be4a-4354-48e3-b128-f6ecfa281dd3','F5I6YMM53Q','gradient',NULL,NULL,NULL,NULL,X'fa8ff431d0c9cab370b3d696489a1e78f9c57dd85e9365da461eac523433eb5d');
CREATE TABLE check_ins (
  id TEXT PRIMARY KEY REFERENCES facts (id), registration TEXT NOT NULL UNIQUE REFERENCES registrations (id),
  at INTEGER NOT NULL
) STRICT;
INSERT INTO check_ins VALUES('e739d38f-e43c-4d53-ac6a-b3701d6d6511','dc5cfd86-9dbb-41a4-9dc4-f827655bf86a',1795611205627);
INSERT INTO check_ins VALUES('d621cdf0-b9ac-48d5-b46e-769171c16e77','3bb4d669-db00-434b-be02-834441129a27',1795611206222);
INSERT INTO check_ins VALUES('cfe9c1ea-7ff8-4e88-bd38-501f292722a2','f254be4a-4354-48e3-b128-f6ecfa281dd3',1795611206955);
INSERT INTO check_ins VALUES('b834099d-5d8d-4557-b2bc-9be0738dda6f','8deb8cfd-7923-492f-b07f-dfe6e811add1',1795611207566);
CREATE TABLE badges (
  serial TEXT PRIMARY KEY, registration TEXT NOT NULL REFERENCES registrations (id),
  issued_at INTEGER NOT NULL, printed_at INTEGER, activated_at INTEGER, revoked_at INTEGER
) STRICT;
INSERT INTO badges VALUES('ICUMZBB7OU','dc5cfd86-9dbb-41a4-9dc4-f827655bf86a',1795611205627,1795611206019,NULL,NULL);
INSERT INTO badges VALUES('LSU2WDAHMM','3bb4d669-db00-434b-be02-834441129a27',1795611206222,1795611206598,NULL,NULL);
INSERT INTO badges VALUES('F5I6YMM53Q','f254be4a-4354-48e3-b128-f6ecfa281dd3',1795611206955,1795611207304,NULL,NULL);
INSERT INTO badges VALUES('RJ634D6STE','8deb8cfd-7923-492f-b07f-dfe6e811add1',1795611207566,1795611207942,NULL,NULL);
CREATE TABLE print_jobs (
  id TEXT PRIMARY KEY, badge TEXT NOT NULL REFERENCES badges (serial), printer TEXT NOT NULL,
  created_at INTEGER NOT NULL, state TEXT NOT NULL, number INTEGER, reasons TEXT NOT NULL DEFAULT '',
  since INTEGER
) STRICT;
INSERT INTO print_jobs VALUES('ed4675b3-cfa1-45c4-b5e0-05fbecdccece','ICUMZBB7OU','desk',1795611205627,'printed',NULL,'',1795611206019);
INSERT INTO print_jobs VALUES('d47b73e1-9c62-465f-ab88-3ffe0f9779eb','LSU2WDAHMM','desk',1795611206222,'printed',NULL,'',1795611206598);
INSERT INTO print_jobs VALUES('5f317454-41f3-455d-9d8f-4c3c4cb03670','F5I6YMM53Q','desk',1795611206955,'printed',NULL,'',1795611207304);
INSERT INTO print_jobs VALUES('28993c1f-9050-4fab-a1ff-70be2aa828c8','RJ634D6STE','desk',1795611207566,'printed',NULL,'',1795611207942);
CREATE TABLE stations (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, place TEXT,
  code_digest BLOB NOT NULL UNIQUE, code_expires_at INTEGER NOT NULL, code_used_at INTEGER,
  token_digest BLOB UNIQUE, paired_at INTEGER,
  CHECK ((role = 'door') = (place IS NOT NULL)), CHECK ((token_digest IS NULL) = (paired_at IS NULL))
) STRICT;
INSERT INTO stations VALUES('53749b79-96a8-401c-af5c-ea8125b2e86b','Desk 1','desk',NULL,X'fe6613a566416f6d4a7fe097a3facd85e56cc1bdfc18afabc11c81bcec3a7312',1795697605239,1795611205326,X'c249cdfd8110e0b70faca41693518e9b7576aea9840e463819e8ab569ef10eba',1795611205326);
INSERT INTO stations VALUES('39c9292a-434c-4d29-8221-24b8f93b78e4','Door Gradient','door','gradient',X'abe8cd2a8a37d8baee78e3aa2a04ddebbcf83c922b9a48fb248a9e0caee5adaf',1795697605482,1795611205534,X'99e9a35e95b28d1465144b7bc4b76d22e5dee3369c232fb6213c183e5c8d994f',1795611205534);
INSERT INTO stations VALUES('4304d95b-f598-4d6a-8a59-31b55ed906d5','Helpers','problem-desk',NULL,X'cc3f4ef9f522b273f3834e116af960c37c19bfac5b9e4a3bc9334d8c0fb9c78f',1795697605602,1795611205616,X'ec9f015c687f7e96661f73e176dbf689ebeadf965c76113cf865041109343464',1795611205616);
CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO settings VALUES('badge-key',X'8e034872479e471737b5a7f6a364c44d6f2bddd0f5cc175aa25cf6224cc06ef8');
CREATE UNIQUE INDEX one_live_badge ON badges (registration) WHERE revoked_at IS NULL;
CREATE INDEX unfinished_print_jobs ON print_jobs (created_at) WHERE state NOT IN ('printed', 'failed');
COMMIT;
