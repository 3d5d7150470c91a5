package io.scaleproof.loadtest.trials;
public class Look { public static void main(String[] a) { var r=Trials.of(Long.parseLong(a[0])).run(); r.decisions().forEach(d->System.out.println(d.at()+" "+d.from()+"->"+d.to()+" "+d.brake()+" "+d.explanation()));
 r.usages().stream().filter(u->u.at().toMillis()<Long.parseLong(a[1])*1000 && u.at().toMillis()>0).forEach(u->System.out.println(u.at()+" "+u.measuredAt()+" "+u.window()+" "+u.pod()+" "+u.cpuMillicores())); } }
